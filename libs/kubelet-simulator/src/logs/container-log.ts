/** What is kept of one start of a container; who prints for ever loses what came first. */
const bytesMax = 1024 * 1024;

export interface LogEntry {
  readonly at: Date;
  readonly stream: 'stdout' | 'stderr';
  /** As it was written: lines with their end, the last one perhaps without. */
  readonly bytes: Uint8Array;
}

/** What a container printed, and when, within a limit. */
export class ContainerLog {
  private entries: LogEntry[] = [];
  private size = 0;
  private readonly listeners = new Set<() => void>();
  /** How many entries there ever were: where a reader goes on. */
  private written = 0;
  private closed = false;

  append(stream: LogEntry['stream'], bytes: Uint8Array, at: Date): void {
    if (bytes.length === 0) return;
    this.entries.push({ at, stream, bytes: bytes.slice(-bytesMax) });
    this.written++;
    this.size += bytes.length;
    while (this.size > bytesMax && this.entries.length > 1) {
      this.size -= this.entries.shift()?.bytes.length ?? 0;
    }
    this.wake();
  }

  /** The container has ended: nothing more will come. */
  close(): void {
    this.closed = true;
    this.wake();
  }

  get isClosed(): boolean {
    return this.closed;
  }

  get end(): number {
    return this.written;
  }

  /** What was written from that entry on and is still there. */
  from(position: number): readonly LogEntry[] {
    const first = this.written - this.entries.length;
    return this.entries.slice(Math.max(0, position - first));
  }

  /** Calls back when there is more, or no more to come; answers with how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private wake(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
