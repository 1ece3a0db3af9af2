import { expect, it } from 'vitest';
import type { CheckOutcomeView } from '../../api-client/views';
import { checkStatus } from './check-status';

const failed: CheckOutcomeView = { status: 'failed', reason: 'no', evidence: [] };

const question = { type: 'text', prompt: 'Which?' } as const;

it.each([
  [failed, false, 'failed'],
  [failed, true, 'regressed'],
  [{ status: 'passed' }, true, 'passed'],
  [{ status: 'pending' }, true, 'pending'],
  [{ status: 'inconclusive', why: 'no answer' }, true, 'inconclusive'],
] as const)('%j, earned %s: %s', (outcome, earned, status) => {
  expect(checkStatus({ outcome, earned })).toBe(status);
});

it('tells a question that is open from one that was answered wrongly', () => {
  expect(checkStatus({ outcome: failed, earned: false, question })).toBe('unanswered');
  expect(checkStatus({ outcome: failed, earned: false, question, answer: 'x' })).toBe('failed');
});
