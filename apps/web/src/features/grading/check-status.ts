import type { CheckView } from '../../api-client/views';

/** How a check stands, as the learner sees it. */
export type CheckStatus =
  | 'passed'
  | 'failed'
  | 'regressed'
  | 'inconclusive'
  | 'unanswered'
  | 'pending';

/**
 * Regressed: its points are earned and kept, but the cluster no longer looks as asked. Unanswered:
 * a question nobody answered yet is no mistake.
 */
export function checkStatus(
  check: Pick<CheckView, 'outcome' | 'earned' | 'question' | 'answer'>,
): CheckStatus {
  const { status } = check.outcome;
  if (status !== 'failed') return status;
  if (check.question !== undefined && check.answer === undefined) return 'unanswered';
  return check.earned ? 'regressed' : status;
}

export const checkStatusWords: Record<CheckStatus, string> = {
  passed: 'Passed',
  failed: 'Not yet',
  regressed: 'Was right, is not now',
  inconclusive: 'Could not be checked',
  unanswered: 'Not answered yet',
  pending: 'Waiting',
};
