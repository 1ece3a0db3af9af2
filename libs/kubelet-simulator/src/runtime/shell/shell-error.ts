/** What ends a command, and a shell that is not interactive, such as `${x:?}` or bad syntax. */
export class ShellError extends Error {
  constructor(
    message: string,
    readonly status = 2,
  ) {
    super(message);
  }
}

/** `break`, `continue` and `return` on their way to where they lead. */
export class Jump extends Error {
  constructor(
    readonly kind: 'break' | 'continue' | 'return',
    readonly count: number,
  ) {
    super(kind);
  }
}
