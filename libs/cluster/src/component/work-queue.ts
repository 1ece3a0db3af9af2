import type { Clock } from './clock.js';
import { RateLimiter } from './rate-limiter.js';

export interface WorkQueueOptions {
  readonly clock: Clock;
  /** Brings one thing to the state it should have. What it throws is tried again, later. */
  readonly work: (key: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** After so many failures in a row a key is given up until it is added again; else never. */
  readonly retriesMax?: number;
  /** How many keys are worked on at a time. */
  readonly workers?: number;
}

/**
 * Keys of things to look at, each once however often it was added and never twice at a time
 * (client-go `workqueue`, with its rate limits). Level-triggered: the worker reads the state there
 * is, not what happened. Costs nothing while it is empty.
 */
export class WorkQueue {
  private readonly pending = new Set<string>();
  private readonly working = new Set<string>();
  /** Keys added while they were being worked on. */
  private readonly dirty = new Set<string>();
  private readonly delayed = new Map<string, { atMs: number; cancel: () => void }>();
  private readonly limiter: RateLimiter;
  private running = 0;
  private closed = false;

  constructor(private readonly options: WorkQueueOptions) {
    this.limiter = new RateLimiter(options.clock);
  }

  add(key: string): void {
    if (this.closed) return;
    if (this.working.has(key)) {
      this.dirty.add(key);
      return;
    }
    this.pending.add(key);
    if (this.running >= (this.options.workers ?? 1)) return;
    this.running++;
    // The write that added the key is to be answered first.
    setImmediate(() => void this.run());
  }

  /** Of several delays of one key the earliest counts. */
  addAfter(key: string, delayMs: number): void {
    if (this.closed) return;
    if (delayMs <= 0) {
      this.add(key);
      return;
    }
    const atMs = this.options.clock.now().getTime() + delayMs;
    const earlier = this.delayed.get(key);
    if (earlier !== undefined && earlier.atMs <= atMs) return;
    earlier?.cancel();
    const cancel = this.options.clock.after(delayMs, () => {
      this.delayed.delete(key);
      this.add(key);
    });
    this.delayed.set(key, { atMs, cancel });
  }

  addRateLimited(key: string): void {
    this.addAfter(key, this.limiter.when(key));
  }

  close(): void {
    this.closed = true;
    this.pending.clear();
    this.dirty.clear();
    for (const { cancel } of this.delayed.values()) cancel();
    this.delayed.clear();
  }

  private async run(): Promise<void> {
    for (const key of this.pending) {
      this.pending.delete(key);
      this.working.add(key);
      await this.workOn(key);
      this.working.delete(key);
      if (this.dirty.delete(key)) this.add(key);
      // A queue that never runs dry must not keep everybody else from the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.running--;
  }

  private async workOn(key: string): Promise<void> {
    const { work, onError, retriesMax = Number.POSITIVE_INFINITY } = this.options;
    try {
      await work(key);
      this.limiter.forget(key);
    } catch (error) {
      if (this.closed) return;
      onError(error);
      if (this.limiter.retries(key) < retriesMax) this.addRateLimited(key);
      else this.limiter.forget(key);
    }
  }
}
