/**
 * Cuts what a client sends into batches that PGlite can answer: the startup packet, a simple
 * query, or extended-protocol messages up to the Sync or Flush that asks for an answer.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
const sync = 'S'.charCodeAt(0);
const query = 'Q'.charCodeAt(0);
const flush = 'H'.charCodeAt(0);
const terminate = 'X'.charCodeAt(0);

/** As PostgreSQL's own limit (PQ_LARGE_MESSAGE_LIMIT): a length beyond it is not a message. */
const messageBytesMax = 0x3fff_ffff;

export type FrontendBatch =
  | { readonly type: 'ask'; readonly bytes: Buffer }
  | { readonly type: 'terminate' };

export class FrontendMessages {
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  /** Takes the next bytes; returns the batches that are complete now. */
  push(chunk: Buffer): FrontendBatch[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const batches: FrontendBatch[] = [];
    let batchStart = 0;
    let offset = 0;
    for (let end = this.#messageEnd(offset); end !== undefined; end = this.#messageEnd(offset)) {
      const type = this.#started ? this.#pending[offset] : query;
      this.#started = true;
      offset = end;
      if (type === terminate) batches.push({ type: 'terminate' });
      else if (type === sync || type === query || type === flush) {
        batches.push({ type: 'ask', bytes: Buffer.from(this.#pending.subarray(batchStart, end)) });
      } else continue;
      batchStart = end;
    }
    this.#pending = Buffer.from(this.#pending.subarray(batchStart));
    return batches;
  }

  /** The startup packet has no type byte; every other message has one before its length. */
  #messageEnd(offset: number): number | undefined {
    const lengthAt = this.#started ? offset + 1 : offset;
    if (this.#pending.length < lengthAt + 4) return undefined;
    const length = this.#pending.readUInt32BE(lengthAt);
    if (length < 4 || length > messageBytesMax) throw new Error('not a PostgreSQL message');
    const end = lengthAt + length;
    return this.#pending.length < end ? undefined : end;
  }
}
