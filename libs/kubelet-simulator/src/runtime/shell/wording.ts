import type { ErrnoCode } from '../kernel/errno.js';
import type { ShellFlavour, ShellState } from './shell-state.js';

/** What a shell puts before what it has to say: busybox `sh: `, dash `sh: 1: `, bash `bash: line 1: `. */
export function complaintPrefix({ flavour, name, interactive }: ShellState): string {
  if (flavour === 'ash') return `${name}: `;
  if (flavour === 'dash') return `${name}: 1: `;
  return interactive ? `${name}: ` : `${name}: line 1: `;
}

export function notFound(flavour: ShellFlavour, command: string): string {
  if (flavour === 'bash' && !command.includes('/')) return `${command}: command not found`;
  if (flavour === 'bash') return `${command}: No such file or directory`;
  return `${command}: not found`;
}

/** A file a redirection could not open. */
export function cannotOpen(
  flavour: ShellFlavour,
  path: string,
  text: string,
  toWrite: boolean,
): string {
  if (flavour === 'bash') return `${path}: ${text}`;
  const short = text === 'No such file or directory' && flavour === 'dash';
  const reason = short ? (toWrite ? 'Directory nonexistent' : 'No such file') : text;
  if (flavour === 'dash') return `cannot ${toWrite ? 'create' : 'open'} ${path}: ${reason}`;
  const ashReason =
    text === 'No such file or directory' && toWrite ? 'nonexistent directory' : text;
  const ash = text === 'No such file or directory' && !toWrite ? 'no such file' : ashReason;
  return `can't ${toWrite ? 'create' : 'open'} ${path}: ${ash}`;
}

export function cannotFork(flavour: ShellFlavour, text: string): string {
  if (flavour === 'bash') return `fork: ${text}`;
  return flavour === 'dash' ? 'Cannot fork' : `can't fork: ${text}`;
}

export function cannotChangeTo(flavour: ShellFlavour, path: string, text: string): string {
  if (flavour === 'bash') return `cd: ${path}: ${text}`;
  return flavour === 'dash' ? `cd: can't cd to ${path}` : `cd: can't cd to ${path}: ${text}`;
}

/** The status of a command that could not be executed. */
export function executeFailure(code: ErrnoCode): number {
  return code === 'ENOENT' || code === 'ENOTDIR' ? 127 : 126;
}
