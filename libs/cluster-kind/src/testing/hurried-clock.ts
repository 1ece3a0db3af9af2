import type { Clock } from '@drillyard/cluster';

/** A clock that never waits: what is due next is due now, in the order of its time. */
export class HurriedClock implements Clock {
  #nowMs = new Date('2026-01-01T00:00:00Z').getTime();
  readonly #timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  now(): Date {
    return new Date(this.#nowMs);
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + Math.max(delayMs, 0), callback };
    this.#timers.add(timer);
    // Whatever is ready to run does so before time goes on.
    setImmediate(() => setImmediate(() => this.#fireNext()));
    return () => void this.#timers.delete(timer);
  }

  #fireNext(): void {
    const [next] = [...this.#timers].sort((a, b) => a.atMs - b.atMs);
    if (next === undefined) return;
    this.#timers.delete(next);
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.callback();
  }
}
