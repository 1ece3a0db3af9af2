import { expect, test } from 'vitest';
import { scheduleMistake } from './cron-schedule-validation.js';

test.each<[string, string | undefined]>([
  ['* * * * *', undefined],
  ['*/5 0-6,12 ? jan-mar MON', undefined],
  ['59 23 31 12 6', undefined],
  ['@daily', undefined],
  ['@every 1h', undefined],
  ['TZ=UTC 0 0 * * *', undefined],
  ['x', 'expected exactly 5 fields, found 1: [x]'],
  ['@sometimes', 'unrecognized descriptor: @sometimes'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
])('%s', (schedule, mistake) => {
  expect(scheduleMistake(schedule)).toBe(mistake);
});
