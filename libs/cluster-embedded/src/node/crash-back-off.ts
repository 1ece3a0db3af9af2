const initialMs = 10_000;
const longestMs = 300_000;

interface Entry {
  readonly delayMs: number;
  readonly atMs: number;
}

/** Pods a learner has made; who makes more starts anew with the oldest. */
const entriesMax = 64;

/**
 * How long a container that ended waits for its next start (kubelet's crash loop back-off): not at
 * all the first time, then ten seconds and twice as long each time, up to five minutes. It is
 * forgotten when the container has held out for twice the longest.
 */
export class CrashBackOff {
  private readonly entries = new Map<string, Entry>();

  clear(): void {
    this.entries.clear();
  }

  next(key: string, now: Date): number {
    const atMs = now.getTime();
    const before = this.entries.get(key);
    const isFresh = before === undefined || atMs - before.atMs > 2 * longestMs;
    const delayMs = isFresh
      ? 0
      : Math.min(before.delayMs === 0 ? initialMs : before.delayMs * 2, longestMs);
    this.entries.delete(key);
    this.entries.set(key, { delayMs, atMs });
    const [oldest] = this.entries.keys();
    if (this.entries.size > entriesMax && oldest !== undefined) this.entries.delete(oldest);
    return delayMs;
  }
}
