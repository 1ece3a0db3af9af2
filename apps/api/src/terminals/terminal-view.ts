import type { TerminalView } from './terminal.dto.js';
import type { StoredTerminal } from './terminals.repository.js';

export function toTerminalView({ id, title, state, cols, rows }: StoredTerminal): TerminalView {
  return { id, title, state, cols, rows };
}
