/**
 * The three families of errors. A verdict (a check that fails, a request that is refused by
 * policy) is a value and never one of these.
 *
 * Every error has a stable `code` in SCREAMING_SNAKE_CASE, a message that names the thing and
 * the next step, and structured `details` that are safe to log and to show.
 */
export interface AppErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
}

export abstract class AppError extends Error {
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: string,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details ?? {};
  }
}

/** The caller can put it right: shown as it stands. */
export class UserError extends AppError {}

/** The environment is at fault (a full disk, a port in use, an engine that died). */
export class OperationalError extends AppError {
  /** Whether doing the same again, later, may succeed. */
  readonly retryable: boolean;

  constructor(
    code: string,
    message: string,
    options: AppErrorOptions & { retryable?: boolean } = {},
  ) {
    super(code, message, options);
    this.retryable = options.retryable ?? false;
  }
}

/** A bug of ours: the user sees a generic sentence, the log everything. */
export class UnexpectedError extends AppError {}
