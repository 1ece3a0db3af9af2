import type { Clock } from './clock.js';

/** Of one key: 5 ms, doubling with each failure. */
const failureMs = { first: 5, longest: 1_000_000 };
/** Of all keys together. */
const bucket = { perSecond: 10, burst: 100 };

/**
 * How long a key waits before it is tried again: the longer of what its own failures and what all
 * retries together ask for (client-go `DefaultTypedControllerRateLimiter`).
 */
export class RateLimiter {
  private readonly failures = new Map<string, number>();
  private tokens = bucket.burst;
  private filledAtMs: number;

  constructor(private readonly clock: Clock) {
    this.filledAtMs = clock.now().getTime();
  }

  /** Counts a failure and answers with the delay it costs. */
  when(key: string): number {
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    const ownMs = Math.min(failureMs.first * 2 ** failures, failureMs.longest);
    return Math.max(ownMs, this.takeToken());
  }

  retries(key: string): number {
    return this.failures.get(key) ?? 0;
  }

  forget(key: string): void {
    this.failures.delete(key);
  }

  private takeToken(): number {
    const nowMs = this.clock.now().getTime();
    const filled = ((nowMs - this.filledAtMs) / 1_000) * bucket.perSecond;
    this.tokens = Math.min(bucket.burst, this.tokens + Math.max(filled, 0)) - 1;
    this.filledAtMs = nowMs;
    return this.tokens >= 0 ? 0 : (-this.tokens / bucket.perSecond) * 1_000;
  }
}
