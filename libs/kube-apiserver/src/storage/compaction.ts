import type { Journal, JournalSnapshot } from './journal.js';

/** A journal is compacted when it has grown by this much, and to twice what it keeps. */
const compactionBytesMin = 4 * 1024 * 1024;

/** Writes the state anew where what was appended to it has outgrown it. */
export function compactIfGrown(
  journal: Journal,
  keptBytes: number,
  snapshot: () => JournalSnapshot,
): void {
  if (journal.appendedBytes < Math.max(compactionBytesMin, keptBytes)) return;
  try {
    journal.compact(snapshot());
  } catch {
    // What was appended still stands, and the next write tries again.
  }
}
