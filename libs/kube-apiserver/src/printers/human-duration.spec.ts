import { expect, test } from 'vitest';
import { humanDuration, translateTimestampSince } from './human-duration.js';

const seconds = 1_000;
const hours = 3_600 * seconds;
const days = 24 * hours;

test.each([
  [-5 * seconds, '<invalid>'],
  [0, '0s'],
  [119 * seconds, '119s'],
  [125 * seconds, '2m5s'],
  [600 * seconds, '10m'],
  [3 * hours, '3h'],
  [7.5 * hours, '7h30m'],
  [47 * hours, '47h'],
  [3 * days + 4 * hours, '3d4h'],
  [9 * days, '9d'],
  [3 * 365 * days, '3y'],
  [3 * 365 * days + 2 * days, '3y2d'],
  [9 * 365 * days, '9y'],
])('%d ms is %s', (ms, expected) => {
  expect(humanDuration(ms)).toBe(expected);
});

test('what has no time has no age', () => {
  expect(translateTimestampSince(undefined, new Date())).toBe('<unknown>');
});
