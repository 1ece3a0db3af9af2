import { expect, it } from 'vitest';
import type { CheckOutcomeView } from '../../api-client/views';
import { checkStatus } from './check-status';

const failed: CheckOutcomeView = { status: 'failed', reason: 'no', evidence: [] };

it.each([
  [failed, false, 'failed'],
  [failed, true, 'regressed'],
  [{ status: 'passed' }, true, 'passed'],
  [{ status: 'pending' }, true, 'pending'],
  [{ status: 'inconclusive', why: 'no answer' }, true, 'inconclusive'],
] as const)('%j, earned %s: %s', (outcome, earned, status) => {
  expect(checkStatus({ outcome, earned })).toBe(status);
});
