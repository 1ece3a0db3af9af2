import { describe, expect, it } from 'vitest';
import { formatGoDuration, parseGoDurationMs } from './go-duration.js';

describe('a duration as Go writes it', () => {
  it.each([
    ['0', 0, '0s'],
    ['3s', 3_000, '3s'],
    ['90s', 90_000, '1m30s'],
    ['1h', 3_600_000, '1h0m0s'],
    ['500ms', 500, '500ms'],
    ['1.5s', 1_500, '1.5s'],
    ['-1s', -1_000, '-1s'],
  ])('%s', (text, ms, shown) => {
    expect(parseGoDurationMs(text)).toBe(ms);
    expect(formatGoDuration(ms)).toBe(shown);
  });

  it.each([
    ['3', 'time: missing unit in duration "3"'],
    ['', 'time: invalid duration ""'],
    ['1 h', 'time: invalid duration "1 h"'],
  ])('not %j', (text, message) => expect(() => parseGoDurationMs(text)).toThrow(message));
});
