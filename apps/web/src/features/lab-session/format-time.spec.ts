import { expect, it } from 'vitest';
import { formatDuration, formatTimeLeft } from './format-time';

it.each([
  [7_500_000, '2 h 05 min'],
  [3_600_000, '1 h 00 min'],
  [3_599_999, '59 min'],
  [600_000, '10 min'],
  [599_999, '9:59'],
  [61_000, '1:01'],
  [900, '0:00'],
  [-5, '0:00'],
])('%i ms are left: %s', (ms, text) => {
  expect(formatTimeLeft(ms)).toBe(text);
});

it.each([
  [3_720_000, '1 h 2 min'],
  [750_000, '12 min 30 s'],
  [9_400, '9 s'],
  [0, '0 s'],
])('%i ms took %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
