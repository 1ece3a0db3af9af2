import type { JournalEntry } from './journal.js';
import { journalTimestamp } from './systemd-time.js';

/** One entry as journalctl shows it without `-o`. */
export function journalLine({ at, identifier, pid, message }: JournalEntry, host: string): string {
  return `${journalTimestamp(at)} ${host} ${identifier}[${pid}]: ${message}\n`;
}
