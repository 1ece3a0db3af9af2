import { CertificateError, parseCertificate } from '@drillyard/certificates';
import {
  asSigningRequest,
  type CertificateSigningRequest,
  certificateSigningRequests,
  conditionsOf,
  decodeBlocks,
} from '../../registry/certificates/certificate-signing-request.js';
import type { Storage } from '../../storage/storage.js';
import type { Loopback } from '../loopback.js';

const hourMs = 60 * 60_000;
/** How long a request stays once it is issued, denied or failed, and how long one that waits. */
const decidedMs = hourMs;
const pendingMs = 24 * hourMs;
/** The longest a timer of this platform takes; one that fires early looks and waits again. */
const timerMsMax = 2 ** 31 - 1;

/**
 * Deletes requests that have served their purpose (kube-controller-manager: csrcleaner). Upstream
 * looks every hour; here one timer waits for the next request that is due.
 */
export class CsrCleanerController {
  private readonly unsubscribe: () => void;
  private timer: NodeJS.Timeout | undefined;
  private isCleaning = false;
  private isClosed = false;

  constructor(
    private readonly storage: Storage,
    private readonly loopback: Loopback,
    private readonly now: () => Date,
    private readonly onError: (error: unknown) => void,
  ) {
    this.unsubscribe = storage.subscribe(certificateSigningRequests, () => this.schedule());
    this.schedule();
  }

  close(): void {
    this.isClosed = true;
    this.unsubscribe();
    clearTimeout(this.timer);
  }

  private requests(): CertificateSigningRequest[] {
    return [...this.storage.list(certificateSigningRequests)].map(asSigningRequest);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const requests = this.requests();
    if (this.isClosed || this.isCleaning || requests.length === 0) return;
    const next = Math.min(...requests.map(expiryMs));
    // A millisecond later: what is due now is not yet older than its time.
    const delayMs = Math.min(Math.max(next - this.now().getTime(), 0) + 1, timerMsMax);
    this.timer = setTimeout(() => void this.clean(), delayMs);
    this.timer.unref();
  }

  private async clean(): Promise<void> {
    this.isCleaning = true;
    try {
      const nowMs = this.now().getTime();
      for (const request of this.requests()) {
        if (expiryMs(request) >= nowMs) continue;
        await this.loopback.delete(certificateSigningRequests, request);
      }
    } catch (error) {
      this.onError(error);
    } finally {
      this.isCleaning = false;
      this.schedule();
    }
  }
}

/** When a request is too old; infinity for never. */
export function expiryMs(request: CertificateSigningRequest): number {
  const conditions = request.status?.conditions ?? [];
  const isIssued = Boolean(request.status?.certificate);
  const after = (type: string, ms: number) =>
    conditionsOf(request, type).flatMap(({ lastUpdateTime }) =>
      lastUpdateTime ? [Date.parse(lastUpdateTime) + ms] : [],
    );
  const isApproved = conditionsOf(request, 'Approved').length > 0;
  const created = Date.parse(request.metadata.creationTimestamp ?? '');
  return Math.min(
    ...after('Approved', isIssued ? decidedMs : pendingMs),
    ...after('Denied', decidedMs),
    ...after('Failed', decidedMs),
    ...(conditions.length === 0 && !Number.isNaN(created) ? [created + pendingMs] : []),
    ...(isApproved ? certificateEndMs(request) : []),
    Number.POSITIVE_INFINITY,
  );
}

function certificateEndMs({ status }: CertificateSigningRequest): number[] {
  const [block] = decodeBlocks(status?.certificate ?? '');
  if (block === undefined) return [];
  try {
    return [parseCertificate(block.der).notAfter.getTime()];
  } catch (error) {
    if (error instanceof CertificateError) return [];
    throw error;
  }
}
