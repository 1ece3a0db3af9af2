import { expect, it } from 'vitest';
import { matcher } from './container-filter.js';
import { humanDuration, humanSize, truncatedId } from './units.js';

const second = 1_000;
const hour = 3_600 * second;

it.each([
  [400, 'Less than a second'],
  [second, '1 second'],
  [59 * second, '59 seconds'],
  [100 * second, 'About a minute'],
  [59 * 60 * second, '59 minutes'],
  [hour, 'About an hour'],
  [1.6 * hour, '2 hours'],
  [47 * hour, '47 hours'],
  [49 * hour, '2 days'],
  [24 * 20 * hour, '2 weeks'],
  [24 * 90 * hour, '3 months'],
  [24 * 365 * 3 * hour, '3 years'],
])('says of %i ms: %s', (ms, text) => {
  expect(humanDuration(ms)).toBe(text);
});

it.each([
  [319_000, 3, '319kB'],
  [30_100_000, 3, '30.1MB'],
  [999, 4, '999B'],
  [40_684_000, 4, '40.68MB'],
  [2_000_000_000, 3, '2GB'],
])('says of %i bytes with %i digits: %s', (bytes, precision, text) => {
  expect(humanSize(bytes, precision)).toBe(text);
});

it('shows thirteen characters of an id', () => {
  expect(truncatedId('sha256:0123456789abcdef')).toBe('0123456789abc');
});

it.each([
  ['', 'anything', true],
  ['api', 'kube-apiserver', true],
  ['^api', 'kube-apiserver', false],
  ['etcd|kube-api', 'kube-apiserver', true],
  ['(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', false],
])('matches %s with %s: %s', (pattern, text, isMatch) => {
  expect(matcher(pattern)(text)).toBe(isMatch);
});
