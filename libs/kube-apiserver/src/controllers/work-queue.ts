/** How long a key that failed waits before it is tried again, doubling up to the limit. */
const retryMsMin = 50;
const retryMsMax = 30_000;

/**
 * Names of things to look at, one at a time and each once however often it was added (client-go
 * `workqueue`). Level-triggered: the worker reads the state there is, not what happened.
 */
export class WorkQueue {
  private readonly pending = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private running = false;
  private closed = false;

  constructor(
    private readonly work: (key: string) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  add(key: string): void {
    if (this.closed) return;
    this.pending.add(key);
    if (!this.running) void this.run();
  }

  close(): void {
    this.closed = true;
    this.pending.clear();
    for (const timer of this.timers) clearTimeout(timer);
  }

  private async run(): Promise<void> {
    this.running = true;
    for (const key of this.pending) {
      // The write that added the key is to be answered first, and keys that come without end leave
      // the process to others in between.
      await new Promise((resolve) => setImmediate(resolve));
      if (!this.pending.delete(key)) continue;
      try {
        await this.work(key);
        this.failures.delete(key);
      } catch (error) {
        this.onError(error);
        this.retry(key);
      }
    }
    this.running = false;
  }

  private retry(key: string): void {
    if (this.closed) return;
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        this.add(key);
      },
      Math.min(retryMsMin * 2 ** failures, retryMsMax),
    );
    this.timers.add(timer);
  }
}
