/**
 * What the answers of one server may keep in memory for clients that have not read them yet. Each
 * list may be as big as the storage; a client may ask for hundreds and read none.
 */
const pendingBytesMax = 128 * 1024 * 1024;

/** Counts what waits for slow clients of one server. */
export class PendingBytes {
  private bytes = 0;

  constructor(private readonly max = pendingBytesMax) {}

  get isFull(): boolean {
    return this.bytes > this.max;
  }

  /** False where too much waits already; an answer may always wait alone. */
  take(bytes: number): boolean {
    if (this.bytes > 0 && this.bytes + bytes > this.max) return false;
    this.bytes += bytes;
    return true;
  }

  change(difference: number): void {
    this.bytes += difference;
  }
}
