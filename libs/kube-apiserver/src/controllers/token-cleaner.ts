import type { KubeObject } from '@drillyard/kube-objects';
import type { Storage } from '../storage/storage.js';
import {
  isBootstrapToken,
  remainingMs,
  secrets,
  tokenNamespace,
} from './bootstrap-token-secrets.js';
import type { Loopback } from './loopback.js';
import { WorkQueue } from './work-queue.js';

/** Node's timers hold no longer wait: a later token is looked at again then. */
const timerMsMax = 2 ** 31 - 1;

export interface TokenCleanerOptions {
  readonly storage: Storage;
  readonly loopback: Loopback;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Deletes bootstrap tokens when their time is up (kube-controller-manager: token-cleaner). */
export class TokenCleaner {
  private readonly queue: WorkQueue;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly unsubscribe: () => void;

  constructor(private readonly options: TokenCleanerOptions) {
    const { storage, onError } = options;
    this.queue = new WorkQueue((name) => this.sync(name), onError);
    this.unsubscribe = storage.subscribe(secrets, ({ object }) => this.add(object));
    for (const secret of storage.list(secrets, tokenNamespace)) this.add(secret);
  }

  close(): void {
    this.unsubscribe();
    this.queue.close();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private add(secret: KubeObject): void {
    if (isBootstrapToken(secret)) this.queue.add(secret.metadata.name ?? '');
  }

  private async sync(name: string): Promise<void> {
    const { storage, loopback, now } = this.options;
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
    const secret = storage.get(secrets, tokenNamespace, name);
    if (secret === undefined || !isBootstrapToken(secret)) return;
    const leftMs = remainingMs(secret, now());
    if (leftMs === 0) await loopback.delete(secrets, secret);
    else if (leftMs !== Number.POSITIVE_INFINITY) this.lookAgain(name, leftMs);
  }

  private lookAgain(name: string, afterMs: number): void {
    const timer = setTimeout(() => this.queue.add(name), Math.min(afterMs, timerMsMax));
    // A token that waits for its end keeps no process alive.
    timer.unref();
    this.timers.set(name, timer);
  }
}
