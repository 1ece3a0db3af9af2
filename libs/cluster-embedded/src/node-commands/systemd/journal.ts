/** What a node remembers; a kubelet that fails every ten seconds fills it in a few hours. */
const entriesMax = 2_000;

export interface JournalEntry {
  readonly at: Date;
  /** Whose it is, such as `kubelet.service`. */
  readonly unit: string;
  /** Who says so: `kubelet`, `containerd`, or `systemd` of them. */
  readonly identifier: string;
  readonly pid: number;
  readonly message: string;
}

/** The journal of a node since it was started, kept in memory as a volatile one is. */
export class Journal {
  private readonly kept: JournalEntry[] = [];
  private readonly listeners = new Set<(entry: JournalEntry) => void>();

  get entries(): readonly JournalEntry[] {
    return this.kept;
  }

  write(entry: JournalEntry): void {
    this.kept.push(entry);
    if (this.kept.length > entriesMax) this.kept.shift();
    for (const listener of [...this.listeners]) listener(entry);
  }

  /** Calls back with what is written from now on; answers with how to stop. */
  follow(listener: (entry: JournalEntry) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
