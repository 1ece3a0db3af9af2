import { AppError } from '@drillyard/errors';
import type { KubeStatus } from '@drillyard/kube-objects';

/** The server refused or could not do it, and said so in a Status. */
export class KubeApiError extends AppError {
  constructor(readonly status: KubeStatus) {
    super(
      'KUBE_API_ERROR',
      status.message ?? status.reason ?? 'the API server refused the request',
      {
        details: { reason: status.reason, code: status.code },
      },
    );
  }

  /** Upstream's reason, such as NotFound, AlreadyExists, Forbidden, Conflict, Invalid. */
  get reason(): string | undefined {
    return this.status.reason;
  }
}
