/** The end of a terminal's output, addressed by byte offset from the start of its life. */
export class ReplayBuffer {
  private pieces: Uint8Array[] = [];
  private start: number;
  private length = 0;

  constructor(
    private readonly bytesMax: number,
    startOffset = 0,
  ) {
    this.start = startOffset;
  }

  /** Offset of the oldest byte kept. */
  get startOffset(): number {
    return this.start;
  }

  /** Offset of the next byte to come. */
  get endOffset(): number {
    return this.start + this.length;
  }

  append(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.length += bytes.byteLength;
    while (this.length > this.bytesMax) this.dropOldest();
  }

  /** Everything from `offset` on; undefined where that is not kept any more or not there yet. */
  from(offset: number): Uint8Array | undefined {
    if (offset < this.start || offset > this.endOffset) return undefined;
    return Buffer.concat(this.pieces).subarray(offset - this.start);
  }

  /** Drops a whole piece, or of the last one left what is too much. */
  private dropOldest(): void {
    const [oldest] = this.pieces;
    if (oldest === undefined) return;
    const dropped =
      this.pieces.length > 1
        ? oldest.byteLength
        : afterSequence(oldest, this.length - this.bytesMax);
    if (dropped === oldest.byteLength) this.pieces.shift();
    else this.pieces[0] = oldest.subarray(dropped);
    this.start += dropped;
    this.length -= dropped;
  }
}

/** The first index at or after `index` that does not split a UTF-8 sequence. */
function afterSequence(bytes: Uint8Array, index: number): number {
  let at = index;
  while (at < bytes.byteLength && ((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}
