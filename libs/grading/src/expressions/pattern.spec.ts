import { describe, expect, it } from 'vitest';
import { Pattern, patternMistake } from './pattern.js';

describe('Pattern', () => {
  it.each([
    ['nested repetition', '^(a+)+$'],
    ['alternatives that overlap', '^(a|aa)+$'],
    ['many optional parts', `^${'a?'.repeat(100)}${'a'.repeat(100)}$`],
  ])('needs no back-tracking for %s', (_, source) => {
    expect(new Pattern(source).isFoundIn(`${'a'.repeat(5000)}!`)).toBe(false);
  });

  it('is cut off where many states meet a long text', () => {
    const pattern = new Pattern('(a{500}b?){2}$');
    expect(() => pattern.isFoundIn('a'.repeat(1 << 20))).toThrow(/takes too long/);
    expect(pattern.isFoundIn('a'.repeat(1000))).toBe(true);
  });

  it.each([
    ['a reference to what was found before', '(a)\\1'],
    ['looking ahead', 'a(?=b)'],
    ['repetition of repetition', '((a{100}){100}){100}'],
    ['a bracket without its other', '('],
  ])('refuses %s when it is read', (_, source) => {
    expect(patternMistake(source)).toMatch(/\w/);
  });
});
