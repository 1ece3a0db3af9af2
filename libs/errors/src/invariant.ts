import { UnexpectedError } from './app-error.js';

/** Holds a fact the code relies on; throws {@link UnexpectedError} where it does not hold. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new UnexpectedError('INVARIANT_VIOLATED', message);
}

/** Makes a switch exhaustive: the compiler refuses a case that is not handled. */
export function assertNever(value: never): never {
  throw new UnexpectedError('UNHANDLED_CASE', `unhandled case: ${JSON.stringify(value)}`);
}
