import type { CheckView } from '../../api-client/views';

/** How a check stands, as the learner sees it. */
export type CheckStatus = 'passed' | 'failed' | 'regressed' | 'inconclusive' | 'pending';

/** Regressed: its points are earned and kept, but the cluster no longer looks as asked. */
export function checkStatus(check: Pick<CheckView, 'outcome' | 'earned'>): CheckStatus {
  const { status } = check.outcome;
  return status === 'failed' && check.earned ? 'regressed' : status;
}

export const checkStatusWords: Record<CheckStatus, string> = {
  passed: 'Passed',
  failed: 'Not yet',
  regressed: 'Was right, is not now',
  inconclusive: 'Could not be checked',
  pending: 'Waiting',
};
