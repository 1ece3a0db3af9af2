import { describe, expect, it } from 'vitest';
import { closest } from './did-you-mean.js';

describe('closest', () => {
  it.each([
    ['titel', 'title'],
    ['acess', 'access'],
    ['NameSpace', 'namespace'],
    ['banana', undefined],
    ['', undefined],
    ['x'.repeat(1000), undefined],
  ])('of %j is %j', (typed, expected) => {
    expect(closest(typed, ['title', 'access', 'namespace'])).toBe(expected);
  });
});
