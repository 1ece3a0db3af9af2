import type { Clock } from '@drillyard/cluster';

/** Keys remembered; the oldest is forgotten and starts anew. More than a node's pods ever have. */
const entriesMax = 4_096;

export interface BackOffLimits {
  readonly initialMs: number;
  readonly longestMs: number;
}

/** Of containers that end and of images that cannot be pulled (kubelet.go, `MaxCrashLoopBackOff`). */
export const kubeletBackOff: BackOffLimits = { initialMs: 10_000, longestMs: 300_000 };

interface Entry {
  readonly delayMs: number;
  readonly updatedMs: number;
}

/**
 * How long to leave something that failed alone: twice as long each time, and anew once it has held
 * out for twice the longest (client-go `flowcontrol.Backoff`).
 */
export class BackOff {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: BackOffLimits = kubeletBackOff,
  ) {}

  /** Milliseconds still to wait after what happened then; 0 where it is time to try. */
  remainingMs(key: string, eventMs = this.entries.get(key)?.updatedMs ?? 0): number {
    const entry = this.entries.get(key);
    if (entry === undefined || this.hasExpired(entry, eventMs)) return 0;
    return Math.max(0, entry.delayMs - (this.clock.now().getTime() - eventMs));
  }

  delayMs(key: string): number {
    return this.entries.get(key)?.delayMs ?? 0;
  }

  /** The next failure waits longer. */
  next(key: string, eventMs = this.clock.now().getTime()): void {
    const { initialMs, longestMs } = this.limits;
    const entry = this.entries.get(key);
    const isFresh = entry === undefined || this.hasExpired(entry, eventMs);
    const delayMs = isFresh ? initialMs : Math.min(entry.delayMs * 2, longestMs);
    this.entries.delete(key);
    this.entries.set(key, { delayMs, updatedMs: this.clock.now().getTime() });
    const [oldest] = this.entries.keys();
    if (this.entries.size > entriesMax && oldest !== undefined) this.entries.delete(oldest);
  }

  forget(prefix: string): void {
    for (const key of this.entries.keys()) if (key.startsWith(prefix)) this.entries.delete(key);
  }

  private hasExpired({ updatedMs }: Entry, eventMs: number): boolean {
    return eventMs - updatedMs > this.limits.longestMs * 2;
  }
}

/** As Go writes a duration in whole seconds: `10s`, `2m40s`, `5m0s`. */
export function goDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${hours}h${minutes % 60}m${seconds % 60}s`;
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`;
}
