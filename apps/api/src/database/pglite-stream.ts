import { Duplex } from 'node:stream';
import { FrontendMessages } from './frontend-messages.js';
import type { PgliteGate } from './pglite-gate.js';

const readyForQuery = 'Z'.charCodeAt(0);
const idle = 'I'.charCodeAt(0);

/**
 * What the `pg` driver takes for a socket: a connection to PGlite in this process, over
 * PostgreSQL's wire protocol. Errors, also of COMMIT, reach the driver as a server's would.
 *
 * The connection holds the gate from its first message until the database says that it is idle,
 * that is: outside of a transaction and of a half-sent extended query.
 */
export class PgliteStream extends Duplex {
  readonly #gate: PgliteGate;
  readonly #holder = Symbol('connection');
  readonly #messages = new FrontendMessages();
  /** Answers come in the order of the questions. */
  #work: Promise<void> = Promise.resolve();
  #isIdle = true;

  constructor(gate: PgliteGate) {
    super({ allowHalfOpen: false });
    this.#gate = gate;
  }

  // The part of net.Socket that the driver calls; there is no network to set up.
  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    try {
      for (const batch of this.#messages.push(chunk)) {
        if (batch.type === 'ask') this.#enqueue(() => this.#ask(batch.bytes));
        else this.#enqueue(() => this.#hangUp());
      }
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _final(done: () => void): void {
    this.#enqueue(() => this.#hangUp());
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#gate.withdraw(this.#holder);
    this.#work = this.#work.then(() => this.#leave());
    done(error);
  }

  #enqueue(task: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (this.destroyed ? undefined : task()))
      .catch((error: Error) => {
        this.destroy(error);
      });
  }

  async #ask(batch: Buffer): Promise<void> {
    await this.#gate.acquire(this.#holder);
    this.#isIdle = false;
    const answer = Buffer.from(await this.#gate.db.execProtocolRaw(batch));
    this.#isIdle = endsIdle(answer);
    if (this.#isIdle) this.#gate.release(this.#holder);
    if (answer.length > 0) this.push(answer);
  }

  async #hangUp(): Promise<void> {
    await this.#leave();
    this.push(null);
    this.destroy();
  }

  /** A connection that goes away takes its open transaction with it. */
  async #leave(): Promise<void> {
    try {
      if (!this.#isIdle) await this.#gate.db.exec('ROLLBACK');
    } catch {
      // The database is closed: there is nothing left to roll back.
    } finally {
      this.#isIdle = true;
      this.#gate.release(this.#holder);
    }
  }
}

/** Whether the last ReadyForQuery of an answer says that no transaction is open. */
function endsIdle(answer: Buffer): boolean {
  let isIdle = false;
  for (let offset = 0; offset + 5 <= answer.length; ) {
    const end = offset + 1 + answer.readUInt32BE(offset + 1);
    isIdle = answer[offset] === readyForQuery && answer[offset + 5] === idle;
    offset = end;
  }
  return isIdle;
}
