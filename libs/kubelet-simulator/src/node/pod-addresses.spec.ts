import { describe, expect, it } from 'vitest';
import { PodAddresses } from './pod-addresses.js';

describe('PodAddresses', () => {
  it('gives each pod one of its own, and none before there is a range', () => {
    const addresses = new PodAddresses();
    expect(addresses.of('a')).toBeUndefined();
    addresses.podCidr = '10.244.3.0/24';
    expect(addresses.of('a')).toBe('10.244.3.2');
    expect(addresses.of('b')).toBe('10.244.3.3');
    expect(addresses.of('a')).toBe('10.244.3.2');
  });

  it('gives what was given back only after all others, and nothing when all are taken', () => {
    const addresses = new PodAddresses();
    addresses.podCidr = '10.0.0.0/29';
    const names = ['a', 'b', 'c', 'd', 'e'];
    expect(names.map((name) => addresses.of(name))).toEqual([
      ...['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'],
    ]);
    expect(addresses.of('f')).toBeUndefined();
    addresses.release('b');
    expect(addresses.of('f')).toBe('10.0.0.3');
  });

  it('keeps what a pod had before', () => {
    const addresses = new PodAddresses();
    addresses.keep('a', '10.0.0.2');
    addresses.podCidr = '10.0.0.0/24';
    expect([addresses.of('b'), addresses.of('a')]).toEqual(['10.0.0.3', '10.0.0.2']);
  });
});
