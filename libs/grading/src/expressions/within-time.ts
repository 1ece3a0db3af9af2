import { createContext, Script } from 'node:vm';
import { OperationalError } from '@drillyard/errors';

/**
 * For one evaluation of one expression. While it runs nobody else of this process is served, so it is
 * short; honest expressions take a millisecond, and on a busy machine, where this is not processor
 * time, many times that.
 */
const limitMs = 1000;

let current: (() => unknown) | undefined;
const script = new Script('work()');
/** One for all: making one costs more than most evaluations. */
const context = createContext({ work: () => current?.() });

/**
 * Runs synchronous work of which nobody knows how long it takes, and cuts it off, wherever it is by
 * then: expressions come from lab files, and the libraries that evaluate them have loops of their own.
 * @throws OperationalError EXPRESSION_TOO_SLOW; whatever the work throws.
 */
export function withinTime<T>(expression: string, work: () => T): T {
  const outer = current;
  current = work;
  try {
    return script.runInContext(context, { timeout: limitMs }) as T; // what `work` returns
  } catch (cause) {
    if (!isTimeout(cause)) throw cause;
    const shown = expression.length > 100 ? `${expression.slice(0, 100)}…` : expression;
    throw new OperationalError(
      'EXPRESSION_TOO_SLOW',
      `the expression takes too long, look at less: ${shown}`,
      { cause },
    );
  } finally {
    current = outer;
  }
}

/** The error is of the context's realm: it is no Error of ours. */
function isTimeout(error: unknown): boolean {
  const code = error !== null && typeof error === 'object' && 'code' in error && error.code;
  return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
