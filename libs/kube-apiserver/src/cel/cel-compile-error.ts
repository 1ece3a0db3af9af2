/** Something an expression cannot mean, and where it says it. */
export interface CelIssue {
  /** Characters before it. */
  readonly offset: number;
  readonly message: string;
}

/** An expression that means nothing; the message is in the words of upstream's compiler. */
export class CelCompileError extends Error {
  constructor(
    message: string,
    /** Whether it means something, and only not what is wanted. */
    readonly about: 'meaning' | 'type' = 'meaning',
  ) {
    super(message);
  }
}

/** Shows each issue in its line (cel-go `common.Error.ToDisplayString`). */
export function compileError(source: string, issues: readonly CelIssue[]): CelCompileError {
  const sorted = [...issues].sort((a, b) => a.offset - b.offset);
  const shown = sorted.map(({ offset, message }) => {
    const before = source.slice(0, offset).split('\n');
    const column = before.at(-1)?.length ?? 0;
    const line = source.split('\n')[before.length - 1] ?? '';
    return `ERROR: <input>:${before.length}:${column + 1}: ${message}\n | ${line}\n | ${'.'.repeat(column)}^`;
  });
  return new CelCompileError(`compilation failed: ${shown.join('\n')}`);
}
