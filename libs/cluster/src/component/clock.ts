/** Time as controllers know it, so that tests can hold it still and let hours pass at once. */
export interface Clock {
  now(): Date;
  /** Calls back once when so much time has passed; answers with how to call it off. */
  after(delayMs: number, callback: () => void): () => void;
}

/** Node's timers count in 31 bits; what is due later is waited for in stretches. */
const stretchMsMax = 2_000_000_000;

/** The clock on the wall. A timer exists only while something is due and keeps no process alive. */
export class SystemClock implements Clock {
  /** @param now what time it is, where that differs from the machine's */
  constructor(readonly now: () => Date = () => new Date()) {}

  after(delayMs: number, callback: () => void): () => void {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number) => {
      const stretchMs = Math.min(Math.max(leftMs, 0), stretchMsMax);
      const next = () => (leftMs > stretchMs ? wait(leftMs - stretchMs) : callback());
      timer = setTimeout(next, stretchMs).unref();
    };
    wait(delayMs);
    return () => clearTimeout(timer);
  }
}
