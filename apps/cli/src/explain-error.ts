import { AppError, UnexpectedError } from '@drillyard/errors';
import { CommanderError } from 'commander';

/**
 * 0: all is well. 1: it could not be done, or a lab is broken or not sound. 2: the command line
 * was not understood. 130: stopped with Ctrl-C.
 */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return isAbort(error) ? 130 : 1;
}

/** One message with the next step for what the user can put right; all there is for a bug. */
export function explain(error: unknown): string {
  // Commander has already said it.
  if (error instanceof CommanderError) return '';
  if (isAbort(error)) return 'drillyard: stopped\n';
  if (error instanceof AppError && !(error instanceof UnexpectedError)) {
    return `drillyard: ${error.message}\n`;
  }
  if (isSystemError(error)) return `drillyard: ${error.message}\n`;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `drillyard: this is a bug, please report it:\n${detail}\n`;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** A file that is missing, a folder that may not be written: Node's message names it. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
