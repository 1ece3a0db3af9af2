export type TerminalKeyAction = 'shell' | 'copy' | 'paste' | 'leave';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/**
 * Which keys the page keeps for itself; everything else is the shell's. F6 leaves the terminal,
 * for Tab belongs to the shell.
 */
export function terminalKeyAction(key: Key): TerminalKeyAction {
  if (key.key === 'F6' && !key.ctrlKey && !key.altKey && !key.metaKey) return 'leave';
  if (key.ctrlKey && key.shiftKey && !key.altKey && !key.metaKey) {
    if (key.key.toLowerCase() === 'c') return 'copy';
    if (key.key.toLowerCase() === 'v') return 'paste';
  }
  return 'shell';
}
