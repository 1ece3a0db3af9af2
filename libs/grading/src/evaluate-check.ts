import { AppError } from '@drillyard/errors';
import type { Check } from '@drillyard/lab-spec';
import type { CheckContext } from './check-context.js';
import { type CheckOutcome, inconclusive } from './check-outcome.js';
import { checkRegistry } from './check-registry.js';

/**
 * A check that takes longer says nothing rather than keep the learner waiting; generous, as a
 * busy machine must not turn a right answer into "could not be checked".
 */
const evaluationTimeoutMs = 15_000;

/** Never throws: what goes wrong while asking is `inconclusive`. */
export async function evaluateCheck(check: Check, context: CheckContext): Promise<CheckOutcome> {
  const timeout = AbortSignal.timeout(evaluationTimeoutMs);
  const signal = AbortSignal.any([context.signal, timeout]);
  const aborted = new Promise<CheckOutcome>((resolve) => {
    const stop = () =>
      resolve(
        inconclusive(
          timeout.aborted
            ? `checking took longer than ${evaluationTimeoutMs / 1000} seconds`
            : 'checking was stopped',
        ),
      );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([checkRegistry.evaluate(check, { ...context, signal }), aborted]);
  } catch (error) {
    return inconclusive(
      error instanceof AppError ? error.message : 'something went wrong while checking',
    );
  }
}
