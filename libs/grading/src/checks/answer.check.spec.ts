import type { AnswerSpec, AnswerValue } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { answerCheck } from './answer.check.js';

const options = [
  { id: 'a', text: 'A', correct: true },
  { id: 'b', text: 'B', correct: true, feedback: 'B is right, why drop it?' },
  { id: 'c', text: 'C', correct: false, feedback: 'Not C.' },
];
const choice: Partial<AnswerSpec> = { choice: { options: options.filter(({ id }) => id !== 'b') } };
const choices: Partial<AnswerSpec> = { choices: { options } };
const text: Partial<AnswerSpec> = {
  text: {
    equals: ['RBAC', 'role based'],
    caseSensitive: false,
    feedback: [{ equals: 'abac', text: 'An older one.' }],
  },
};
const exact: Partial<AnswerSpec> = { text: { matches: 'v1(beta[12])?', caseSensitive: true } };
const number: Partial<AnswerSpec> = {
  number: { equals: 3, tolerance: 0.5, feedback: [{ equals: 0, text: 'Look elsewhere.' }] },
};
const templated: Partial<AnswerSpec> = { number: { equals: '7', tolerance: 0 } };

function judge(spec: Partial<AnswerSpec>, answer?: AnswerValue) {
  const context = contextOf(answer === undefined ? {} : { answer });
  return answerCheck.evaluate(checkOf('answer', { question: '?', ...spec }), context);
}

describe('answerCheck', () => {
  it.each<[string, Partial<AnswerSpec>, AnswerValue]>([
    ['the correct option', choice, 'a'],
    ['all correct options, in any order', choices, ['b', 'a']],
    ['an accepted text, in other letters and with space around', text, '  Role Based '],
    ['a text that matches as a whole', exact, 'v1beta2'],
    ['a number', number, 3],
    ['a number as text, within the tolerance', number, '3.4'],
    ['a number that is a param', templated, '7'],
  ])('accepts %s', async (_, spec, answer) => {
    expect(await judge(spec, answer)).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<AnswerSpec>, AnswerValue, string | RegExp]>([
    ['a wrong option, with what its author says of it', choice, 'c', 'Not C.'],
    ['an option that does not exist', choice, 'zzz', /not right/],
    ['one correct option of two, and does not say which is missing', choices, ['a'], /not right/],
    ['a wrong option among correct ones', choices, ['a', 'b', 'c'], 'Not C.'],
    ['another text', text, 'dac', /not right/],
    ['an expected wrong text', text, 'ABAC', 'An older one.'],
    ['a text in other letters, where they count', exact, 'V1', /not right/],
    ['a text that matches in part', exact, 'v1 or so', /not right/],
    ['another number', number, 4, /not right/],
    ['an expected wrong number', number, '0', 'Look elsewhere.'],
    ['no number at all', number, 'three', /must be a number/],
    ['nothing but space', number, ' ', /must be a number/],
  ])('refuses %s', async (_, spec, answer, reason) => {
    const outcome = await judge(spec, answer);
    expect(outcome).toMatchObject({ status: 'failed' });
    expect(outcome.status === 'failed' && outcome.reason).toMatch(reason);
  });

  it('never says what is correct', async () => {
    for (const spec of [choice, choices, text, number]) {
      expect(JSON.stringify(await judge(spec, 'wrong'))).not.toMatch(/"A"|RBAC|3/);
    }
  });

  it('fails while there is no answer', async () => {
    expect(await judge(choice)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/not answered/),
    });
  });
});
