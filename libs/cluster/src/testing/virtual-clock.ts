import type { Clock } from '../component/clock.js';

interface Due {
  readonly atMs: number;
  readonly callback: () => void;
}

/** Turns of the event loop given to whatever a timer has set going. */
const turns = 20;

/** A clock that stands still until it is told to go on. */
export class VirtualClock implements Clock {
  private nowMs: number;
  private readonly timers = new Set<Due>();

  constructor(start: string | Date = '2026-01-01T00:00:00Z') {
    this.nowMs = new Date(start).getTime();
  }

  readonly now = (): Date => new Date(this.nowMs);

  /** How many callbacks are waited for: an idle cluster has none. */
  get pending(): number {
    return this.timers.size;
  }

  after(delayMs: number, callback: () => void): () => void {
    const due = { atMs: this.nowMs + Math.max(delayMs, 0), callback };
    this.timers.add(due);
    return () => void this.timers.delete(due);
  }

  /** Lets time pass; what falls due runs in order, each with what it sets going. */
  async advance(byMs: number): Promise<void> {
    const endMs = this.nowMs + byMs;
    await settle();
    for (let due = this.next(endMs); due !== undefined; due = this.next(endMs)) {
      this.timers.delete(due);
      this.nowMs = Math.max(this.nowMs, due.atMs);
      due.callback();
      await settle();
    }
    this.nowMs = endMs;
    await settle();
  }

  private next(endMs: number): Due | undefined {
    const due = [...this.timers].filter(({ atMs }) => atMs <= endMs);
    return due.sort((a, b) => a.atMs - b.atMs)[0];
  }
}

/** Gives everything that is ready to run the chance to. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
