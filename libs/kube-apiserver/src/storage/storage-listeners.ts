import type { StorageEvent } from './event-ring.js';

export type StorageListener = (event: StorageEvent) => void;

/** Under this name listen those who want every table's writes. */
const everyTable = '*';

/** Who hears of which table's writes, in the order they came. */
export class StorageListeners {
  private readonly byTable = new Map<string, Set<StorageListener>>();

  /** Without a table: of every table. Answers with how to stop, which says whether it was needed. */
  add(listener: StorageListener, table: string = everyTable): () => boolean {
    const listeners = this.byTable.get(table) ?? new Set<StorageListener>();
    this.byTable.set(table, listeners);
    // One function may listen twice: each has an identity of its own.
    const own: StorageListener = (event) => listener(event);
    listeners.add(own);
    return () => listeners.delete(own);
  }

  publish(event: StorageEvent): void {
    for (const table of [event.table, everyTable]) {
      for (const listener of [...(this.byTable.get(table) ?? [])]) listener(event);
    }
  }

  get size(): number {
    return [...this.byTable.values()].reduce((sum, { size }) => sum + size, 0);
  }

  clear(): void {
    this.byTable.clear();
  }
}
