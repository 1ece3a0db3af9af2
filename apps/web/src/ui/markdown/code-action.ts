/** What the learner may do with a block of code: read it, copy it, or run it in the terminal. */
export type CodeAction = 'run' | 'copy' | 'read';

const shells = new Set(['sh', 'bash', 'shell']);

/**
 * Reads the info string of a fenced block: ```` ```sh run ```` and ```` ```sh copy ````.
 * Only a shell block can be run; any block can be copied.
 */
export function codeActionOf(language: string | undefined, meta: string | undefined): CodeAction {
  const words = (meta ?? '').split(/\s+/);
  if (words.includes('run') && shells.has(language ?? '')) return 'run';
  if (words.includes('run') || words.includes('copy')) return 'copy';
  return 'read';
}

/** `language-sh` on the class list of a code element, as `sh`. */
export function languageOf(className: string | undefined): string | undefined {
  return /(?:^|\s)language-(\S+)/.exec(className ?? '')?.[1];
}
