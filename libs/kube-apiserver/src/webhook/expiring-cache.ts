/** Answers that hold for a while, the least recently used dropped first (apiserver `LRUExpireCache`). */
export class ExpiringCache<T> {
  private readonly entries = new Map<string, { readonly value: T; readonly expiresMs: number }>();

  constructor(
    private readonly entriesMax: number,
    private readonly now: () => Date,
  ) {}

  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    if (entry.expiresMs < this.now().getTime()) return undefined;
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: T, lifetimeMs: number): void {
    this.entries.delete(key);
    this.entries.set(key, { value, expiresMs: this.now().getTime() + lifetimeMs });
    if (this.entries.size <= this.entriesMax) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}
