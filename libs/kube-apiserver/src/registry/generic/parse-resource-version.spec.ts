import { describe, expect, it } from 'vitest';
import { namesResourceVersion, parseResourceVersion } from './parse-resource-version.js';

describe('the version an object names', () => {
  it.each<[string | undefined, bigint]>([
    [undefined, 0n],
    ['', 0n],
    ['0', 0n],
    ['00', 0n],
    ['12', 12n],
    ['0012', 12n],
    ['18446744073709551615', 2n ** 64n - 1n],
    [`${'0'.repeat(1000)}7`, 7n],
  ])('of %j is %s', (text, version) => expect(parseResourceVersion(text)).toBe(version));

  it.each([
    ['abc', 'invalid syntax'],
    ['-1', 'invalid syntax'],
    ['+1', 'invalid syntax'],
    ['1.5', 'invalid syntax'],
    [' 1', 'invalid syntax'],
    ['18446744073709551616', 'value out of range'],
    ['9'.repeat(1000), 'value out of range'],
  ])('cannot be %j', (text, why) => {
    const message = `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`;
    expect(() => parseResourceVersion(text)).toThrow(
      expect.objectContaining({ code: 500, reason: '', message }),
    );
  });

  it.each([
    [undefined, false],
    ['', false],
    ['0', false],
    ['abc', false],
    ['7', true],
  ])('a new object with %j names one: %s', (text, names) =>
    expect(namesResourceVersion(text)).toBe(names),
  );
});
