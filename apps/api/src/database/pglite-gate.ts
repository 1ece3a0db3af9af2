import { OperationalError } from '@drillyard/errors';
import type { PGlite } from '@electric-sql/pglite';

/** Who holds the gate: one connection. */
export type GateHolder = symbol;

/**
 * PGlite has one session. The gate hands it to one connection at a time: for a statement outside
 * a transaction until its answer is complete, for a transaction until it ends. Waiters come in
 * the order in which they asked. Connections therefore see what a server with serial execution
 * would show them, whatever isolation level they ask for.
 */
export class PgliteGate {
  /** A wait this deep means that a transaction hangs; failing is better than filling the memory. */
  static readonly waitersMax = 10_000;

  #holder: GateHolder | undefined;
  #waiters: Waiter[] = [];

  constructor(readonly db: PGlite) {}

  /** Resolves once the gate is the holder's; at once where it already is. */
  acquire(holder: GateHolder): Promise<void> {
    if (this.#holder === undefined || this.#holder === holder) {
      this.#holder = holder;
      return Promise.resolve();
    }
    if (this.#waiters.length >= PgliteGate.waitersMax) return Promise.reject(overloaded());
    return new Promise((enter, refuse) => this.#waiters.push({ holder, enter, refuse }));
  }

  release(holder: GateHolder): void {
    if (this.#holder !== holder) return;
    const next = this.#waiters.shift();
    this.#holder = next?.holder;
    next?.enter();
  }

  /** Whoever waits and goes away stops waiting. */
  withdraw(holder: GateHolder): void {
    const leaving = this.#waiters.filter((waiter) => waiter.holder === holder);
    this.#waiters = this.#waiters.filter((waiter) => waiter.holder !== holder);
    for (const waiter of leaving) waiter.refuse(new Error('the connection was closed'));
  }
}

interface Waiter {
  readonly holder: GateHolder;
  readonly enter: () => void;
  readonly refuse: (error: Error) => void;
}

function overloaded(): OperationalError {
  return new OperationalError(
    'DATABASE_OVERLOADED',
    `More than ${PgliteGate.waitersMax} statements wait for the built-in database; ` +
      'set DATABASE_URL to use a PostgreSQL server.',
    { retryable: true },
  );
}
