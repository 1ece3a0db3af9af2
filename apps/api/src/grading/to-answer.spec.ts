import { describe, expect, it } from 'vitest';
import type { AnswerValue } from './task.dto.js';
import { toAnswer } from './to-answer.js';

const options = [
  { id: 'a', text: 'A' },
  { id: 'b', text: 'B' },
];
const form = (kind: 'choice' | 'choices' | 'text' | 'number') => ({ kind, question: '?', options });

describe('toAnswer', () => {
  it.each([
    ['choice', 'a', 'a'],
    ['choices', ['b', 'a', 'b'], ['b', 'a']],
    ['choices', [], []],
    ['text', ' as it is ', ' as it is '],
    ['number', 3, 3],
  ] as const)('takes %s: %j', (kind, value, expected) => {
    expect(toAnswer(form(kind), structuredClone(value) as AnswerValue)).toEqual(expected);
  });

  it.each([
    ['choice', 'c'],
    ['choice', ['a']],
    ['choices', 'a'],
    ['choices', ['a', 'c']],
    ['text', 3],
    ['number', '3'],
  ] as const)('refuses %s: %j', (kind, value) => {
    expect(() => toAnswer(form(kind), structuredClone(value) as AnswerValue)).toThrow(
      /The answer to this question is/,
    );
  });
});
