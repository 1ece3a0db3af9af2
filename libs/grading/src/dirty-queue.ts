/**
 * Runs work for keys that became dirty: soon after the first change, once for a burst of them,
 * one run per key at a time, and never more often than the rate allows. A key that becomes dirty
 * while its work runs is run again, so the last change is always seen.
 */
export interface DirtyQueueOptions {
  /** Long enough to take the several writes of one `kubectl apply` together, too short to be felt. */
  readonly debounceMs: number;
  /** Between two runs of one key: bounds what a learner who writes in a loop can cost. */
  readonly minIntervalMs: number;
  readonly run: (key: string) => Promise<void>;
}

interface Entry {
  timer: ReturnType<typeof setTimeout> | undefined;
  running: Promise<void> | undefined;
  isDirtyAgain: boolean;
  lastStartMs: number;
}

export class DirtyQueue {
  readonly #entries = new Map<string, Entry>();
  #isStopped = false;

  constructor(private readonly options: DirtyQueueOptions) {}

  mark(key: string): void {
    if (this.#isStopped) return;
    const entry = this.#entry(key);
    if (entry.running !== undefined) entry.isDirtyAgain = true;
    else entry.timer ??= setTimeout(() => this.#start(key, entry), this.#delayMs(entry));
  }

  /** Ends the timers and waits for the work in progress. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { timer } of this.#entries.values()) clearTimeout(timer);
    await Promise.all([...this.#entries.values()].map(({ running }) => running));
  }

  #start(key: string, entry: Entry): void {
    entry.timer = undefined;
    entry.lastStartMs = performance.now();
    entry.running = this.options.run(key).finally(() => {
      entry.running = undefined;
      if (!entry.isDirtyAgain) return;
      entry.isDirtyAgain = false;
      this.mark(key);
    });
  }

  #delayMs(entry: Entry): number {
    const { debounceMs, minIntervalMs } = this.options;
    return Math.max(debounceMs, entry.lastStartMs + minIntervalMs - performance.now());
  }

  #entry(key: string): Entry {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { timer: undefined, running: undefined, isDirtyAgain: false, lastStartMs: -Infinity };
      this.#entries.set(key, entry);
    }
    return entry;
  }
}
