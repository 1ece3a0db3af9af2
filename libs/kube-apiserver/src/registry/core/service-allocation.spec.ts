import { describe, expect, it } from 'vitest';
import { kubeadmServiceRange, parseServiceRange, ServiceAllocation } from './service-allocation.js';

const emptyReader = { get: () => undefined, list: () => [], subscribe: () => () => undefined };
const allocationIn = (text: string) =>
  new ServiceAllocation(emptyReader, parseServiceRange(text) ?? kubeadmServiceRange);

describe('parseServiceRange', () => {
  it.each([
    ['10.96.0.0/12', kubeadmServiceRange],
    ['10.0.0.7/24,fd00::/108', { start: 10 * 2 ** 24, size: 256 }],
    ['fd00::/108', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(parseServiceRange(text)).toEqual(expected);
  });
});

describe('ServiceAllocation', () => {
  it.each([
    ['10.0.0.0', true],
    ['10.0.0.255', true],
    ['10.0.1.0', false],
    ['9.255.255.255', false],
    ['fd00::1', false],
    ['10.0.0', false],
  ])('knows whether %s is in 10.0.0.0/24', (address, expected) => {
    expect(allocationIn('10.0.0.0/24').isInRange(address)).toBe(expected);
  });

  it('leaves the start of a range to those who ask for an address', () => {
    const allocation = allocationIn('10.0.0.0/24');
    const last = Array.from({ length: 239 }, () => allocation.takeAddress()).map((address) =>
      Number(address?.split('.')[3]),
    );
    expect([Math.min(...last), Math.max(...last)]).toEqual([16, 254]);
  });

  it('gives each address once, and none when all are gone', () => {
    const allocation = allocationIn('10.0.0.0/29');
    const given = Array.from({ length: 7 }, () => allocation.takeAddress());
    expect(given.filter((address) => address !== undefined).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((last) => `10.0.0.${last}`),
    );
  });
});
