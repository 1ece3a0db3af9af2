import type { KubeObject } from '@drillyard/kube-objects';
import type { Loopback } from '../controllers/loopback.js';

const secrets = { group: '', version: 'v1', resource: 'secrets' };
const lastUsedLabel = 'kubernetes.io/legacy-token-last-used';

/** Notes on a Secret the day its token was used (`pkg/serviceaccount/legacy.go`). */
export class LegacyTokenUse {
  constructor(
    private readonly loopback: Loopback,
    private readonly now: () => Date,
    private readonly onError: (error: unknown) => void,
  ) {}

  mark(secret: KubeObject): void {
    const day = (offset: number) => {
      const at = new Date(this.now().getTime() + offset * 24 * 3_600_000);
      return at.toISOString().slice(0, 10);
    };
    const noted = secret.metadata.labels?.[lastUsedLabel] ?? '';
    // Tomorrow: by a server whose clock is ahead.
    if ([day(0), day(1)].includes(noted)) return;
    const update = this.loopback.update(secrets, secret, ({ metadata }) => {
      if (metadata.uid !== secret.metadata.uid) return;
      metadata.labels = { ...metadata.labels, [lastUsedLabel]: day(0) };
    });
    update.catch(this.onError);
  }
}
