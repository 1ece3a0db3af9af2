import { AppError } from '@drillyard/errors';
import type { Check } from '@drillyard/lab-spec';
import { apiserverEnded } from './apiserver-ended.js';
import type { CheckContext } from './check-context.js';
import { type CheckOutcome, inconclusive } from './check-outcome.js';
import { checkRegistry } from './check-registry.js';
import { subjectOf } from './check-subject.js';

/**
 * A check that takes longer says nothing rather than keep the learner waiting; generous, as a
 * busy machine must not turn a right answer into "could not be checked".
 */
const evaluationTimeoutMs = 15_000;

/** Never throws: what goes wrong while asking is `inconclusive`. */
export async function evaluateCheck(check: Check, context: CheckContext): Promise<CheckOutcome> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, evaluationTimeoutMs);
  context.signal.addEventListener('abort', stop, { once: true });
  if (context.signal.aborted) stop();
  try {
    const { signal } = controller;
    const evaluation = checkRegistry.evaluate(check, { ...context, signal });
    return withEvidence(check, await Promise.race([evaluation, stoppedOutcome(signal)]));
  } catch (error) {
    const start = context.apiserver?.latest();
    // Not away by accident: as it is configured, it cannot be asked.
    if (isUnreachable(error) && start?.state === 'ended') return apiserverEnded(start);
    // The message of an error that is not ours may hold what a learner must not see.
    return inconclusive(
      error instanceof AppError ? error.message : 'something went wrong while checking',
    );
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', stop);
  }
}

/** A failure always says where it comes from. */
function withEvidence(check: Check, outcome: CheckOutcome): CheckOutcome {
  if (outcome.status !== 'failed' || outcome.evidence.length > 0) return outcome;
  const { actual, reason } = outcome;
  return { ...outcome, evidence: [{ object: subjectOf(check), message: actual ?? reason }] };
}

function isUnreachable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'CLUSTER_UNREACHABLE';
}

function stoppedOutcome(signal: AbortSignal): Promise<CheckOutcome> {
  const outcome = inconclusive(
    `the check was stopped, or took longer than ${evaluationTimeoutMs / 1000} seconds`,
  );
  return new Promise((resolve) => {
    const settle = () => resolve(outcome);
    if (signal.aborted) settle();
    else signal.addEventListener('abort', settle, { once: true });
  });
}
