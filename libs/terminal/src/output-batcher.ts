/**
 * Output of a program arrives in many small pieces. Waiting this long joins those of one redraw
 * into one frame, and is well below what a person at a keyboard notices.
 */
export const batchDelayMs = 4;
/** A batch this large is passed on at once: waiting would only cost memory. */
export const batchBytesMax = 64 * 1024;

/** Joins pieces of output into fewer, larger ones, in order. */
export class OutputBatcher {
  private pieces: Uint8Array[] = [];
  private bytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly emit: (batch: Uint8Array) => void,
    private readonly delayMs: number = batchDelayMs,
  ) {}

  add(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.bytes += piece.byteLength;
    if (this.bytes >= batchBytesMax) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), this.delayMs);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.bytes === 0) return;
    const batch = Buffer.concat(this.pieces, this.bytes);
    this.pieces = [];
    this.bytes = 0;
    this.emit(batch);
  }
}
