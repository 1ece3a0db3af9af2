import { describe, expect, it } from 'vitest';
import { answerOf, draftOf } from './answer-draft';

describe('answerOf', () => {
  it.each([
    ['text', '  jane ', [], 'jane'],
    ['text', '   ', [], undefined],
    ['number', '42', [], 42],
    ['number', '-1.5', [], -1.5],
    ['number', '', [], undefined],
    ['number', 'many', [], undefined],
    ['choice', '', ['b'], 'b'],
    ['choice', '', [], undefined],
    ['choices', '', ['a', 'c'], ['a', 'c']],
    ['choices', '', [], undefined],
  ] as const)('a %s of %j and %j', (type, text, chosen, answer) => {
    expect(answerOf(type, { text, chosen })).toEqual(answer);
  });
});

it.each([
  ['text', 'jane'],
  ['number', 7],
  ['choice', 'b'],
  ['choices', ['a', 'b']],
] as const)('a given %s answer is filled in again', (type, answer) => {
  const value = typeof answer === 'object' ? [...answer] : answer;
  expect(answerOf(type, draftOf(value))).toEqual(answer);
});
