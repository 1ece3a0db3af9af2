import { describe, expect, it } from 'vitest';
import { canonicalBase64, encodeBase64 } from './base64.js';

describe('canonicalBase64', () => {
  it.each([
    ['', ''],
    ['YWJj', 'YWJj'],
    ['YQ==', 'YQ=='],
    ['YW\nJj\r\n', 'YWJj'],
    ['YR==', 'YQ=='],
    ['YWJjZGV=', 'YWJjZGU='],
  ])('writes %j as %j', (text, canonical) => {
    expect(canonicalBase64(text)).toBe(canonical);
  });

  it.each([
    ['%%', 0],
    ['YQ', 0],
    ['YWJjZ', 4],
    ['YQ=', 3],
    ['Y=Jj', 1],
    ['YQ=x', 2],
    ['YWI=x', 4],
    ['YQ==YQ==', 4],
    ['YW\n%j', 3],
  ])('finds the mistake in %j at %d, as Go does', (text, illegalAt) => {
    expect(canonicalBase64(text)).toEqual({ illegalAt });
  });
});

describe('encodeBase64', () => {
  it.each(['', 'a', 'ab', 'abc', 'abcd', '\u00ff\u0000~'])('encodes %j', (text) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(encodeBase64(bytes)).toBe(bytes.toString('base64'));
  });
});
