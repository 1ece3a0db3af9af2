import type { ShellState } from './shell-state.js';

/** What a shell says of a script it cannot read. */
export function syntaxError(
  source: string,
  position: number,
  flavour: ShellState['flavour'],
): string {
  const found = source.slice(position).trimStart().split(/\s/)[0];
  if (flavour === 'bash') {
    return found
      ? `syntax error near unexpected token \`${found}'`
      : 'syntax error: unexpected end of file';
  }
  const what = found ? `unexpected "${found}"` : 'unexpected end of file';
  return flavour === 'dash'
    ? `Syntax error: ${found ? `${what.replace('unexpected ', '')} unexpected` : 'end of file unexpected'}`
    : `syntax error: ${what}`;
}
