import { describe, expect, it } from 'vitest';
import { tokenOf } from './login-token';

describe('tokenOf', () => {
  it.each([
    ['abc123', 'abc123'],
    ['  abc123\n', 'abc123'],
    ['http://127.0.0.1:4000/?token=abc-1_2', 'abc-1_2'],
    ['http://127.0.0.1:4000/labs/pod-reader?x=1&token=abc#top', 'abc'],
    ['?token=abc', 'abc'],
    ['', ''],
  ])('reads %j', (pasted, token) => {
    expect(tokenOf(pasted)).toBe(token);
  });
});
