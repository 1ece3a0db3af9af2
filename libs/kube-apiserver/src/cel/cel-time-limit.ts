import { createContext, Script } from 'node:vm';

/**
 * For all expressions about one object, or one request. While they run nobody else of this process
 * is served, so it is short; honest ones take a millisecond, and on a busy machine, where this is
 * not processor time, many times that.
 */
const limitMs = 1000;

/** Expressions took longer than they may. */
export class CelTimeoutError extends Error {}

let current: (() => unknown) | undefined;
const script = new Script('work()');
/** One for all: making one costs more than most evaluations. */
const context = createContext({ work: () => current?.() });

/**
 * Runs synchronous work of which nobody knows how long it takes, and cuts it off, wherever it is by
 * then: expressions come from learners, and the libraries that evaluate them have loops of their
 * own. Work within work has the limit of the outer one. Throws {@link CelTimeoutError}.
 */
export function withinCelTime<T>(work: () => T): T {
  if (current !== undefined) return work();
  current = work;
  try {
    return script.runInContext(context, { timeout: limitMs }) as T; // what `work` returns
  } catch (cause) {
    if (!isTimeout(cause)) throw cause;
    throw new CelTimeoutError(`expressions took longer than ${limitMs} ms`);
  } finally {
    current = undefined;
  }
}

/** The error is of the context's realm: it is no Error of ours. */
function isTimeout(error: unknown): boolean {
  const code = error !== null && typeof error === 'object' && 'code' in error && error.code;
  return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
