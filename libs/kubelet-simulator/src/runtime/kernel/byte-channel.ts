import { runtimeLimits } from '../runtime-limits.js';
import { Errno } from './errno.js';

/**
 * A pipe: bytes in at one end, out at the other. Who writes to a full one waits, who writes where
 * nobody reads gets EPIPE, who reads what nobody writes any more gets the end.
 */
export class ByteChannel {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  private writers = 0;
  private readers = 0;
  private ended = false;
  private broken = false;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly bytesMax: number = runtimeLimits.pipeBytesMax) {}

  openWriter(): void {
    this.writers += 1;
  }
  closeWriter(): void {
    this.writers -= 1;
    if (this.writers <= 0) this.end();
  }
  openReader(): void {
    this.readers += 1;
  }
  closeReader(): void {
    this.readers -= 1;
    if (this.readers <= 0) this.break();
  }

  /** No more will come. */
  end(): void {
    this.ended = true;
    this.wake();
  }
  /** Nobody will read any more. */
  break(): void {
    this.broken = true;
    this.chunks.length = 0;
    this.size = 0;
    this.wake();
  }

  /** @throws Errno EPIPE */
  async write(bytes: Uint8Array, isGone: () => boolean = () => false): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      while (this.size >= this.bytesMax && !this.broken && !isGone()) await this.change();
      if (this.broken || this.ended || isGone()) throw new Errno('EPIPE');
      const piece = bytes.subarray(at, at + this.bytesMax - this.size);
      this.chunks.push(piece);
      this.size += piece.length;
      at += piece.length;
      this.wake();
    }
  }

  /**
   * Undefined at the end.
   *
   * @param isGone whether who reads has died meanwhile: then nothing is taken from those who live
   */
  async read(
    bytesMax = Number.POSITIVE_INFINITY,
    isGone: () => boolean = () => false,
  ): Promise<Uint8Array | undefined> {
    while (this.chunks.length === 0) {
      if (this.ended || this.broken || isGone()) return undefined;
      await this.change();
    }
    if (isGone()) return undefined;
    const first = this.chunks.shift() ?? new Uint8Array();
    const piece = first.subarray(0, bytesMax);
    if (piece.length < first.length) this.chunks.unshift(first.subarray(piece.length));
    this.size -= piece.length;
    this.wake();
    return piece;
  }

  /** All that is in it now. */
  drain(): Uint8Array {
    const bytes = Buffer.concat(this.chunks);
    this.chunks.length = 0;
    this.size = 0;
    this.wake();
    return bytes;
  }

  /** Lets the next reader have this first; nothing at all is an end to one reader. */
  unread(bytes: Uint8Array): void {
    this.chunks.unshift(bytes);
    this.size += bytes.length;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let bytes = await this.read(); bytes; bytes = await this.read()) yield bytes;
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  private wake(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const resolve of woken) resolve();
  }
}
