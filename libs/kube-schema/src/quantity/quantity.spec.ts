import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  QuantityError,
  quantityValue,
} from './index.js';

describe('canonicalQuantity', () => {
  it.each([
    ['0', '0'],
    ['00', '0'],
    ['-0', '0'],
    ['1', '1'],
    ['+5', '+5'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.', '1.'],
    ['100m', '100m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1000', '1k'],
    ['1e3', '1e3'],
    ['1000e3', '1e6'],
    ['1E6', '1E6'],
    ['12345678901234567890', '12345678901234567890'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1.1Ki', '1126400m'],
    ['0.5Ki', '512'],
    ['1023Ki', '1023Ki'],
    ['8Ki', '8Ki'],
    ['0Gi', '0'],
    ['9Ei', '9223372036854775807'],
    ['0.1n', '1n'],
    ['-0.1n', '-1n'],
    ['1e-1000', '1e-9'],
    ['1000E', '1'],
  ])('writes %s as %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });

  it('is a fixed point of itself', () => {
    for (const text of ['0.5', '1.5Gi', '1000000', '3e5', '2048Ki']) {
      const once = canonicalQuantity(text);
      expect(canonicalQuantity(once)).toBe(once);
    }
  });
});

describe('parseQuantity', () => {
  const wrongFormat =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  it.each([
    ['', wrongFormat],
    ['x', wrongFormat],
    ['1 Gi', wrongFormat],
    ['1.2.3', wrongFormat],
    ['1Zi', wrongFormat],
    ['1Kk', "unable to parse quantity's suffix"],
    ['1e', "unable to parse quantity's suffix"],
    ['1e99999999999999999999', "unable to parse quantity's suffix"],
  ])('refuses %j as upstream does', (text, message) => {
    expect(() => parseQuantity(text)).toThrow(new QuantityError(message));
  });
});

describe('compareQuantities', () => {
  it.each([
    ['1', '1000m', 0],
    ['1Gi', '1G', 1],
    ['-1', '1', -1],
    ['0', '0Ki', 0],
    ['1e4000', '1', 1],
    ['-1e4000', '1', -1],
    ['999m', '1', -1],
  ])('compares %s with %s', (a, b, order) => {
    expect(compareQuantities(parseQuantity(a), parseQuantity(b))).toBe(order);
  });
});

describe('addQuantities', () => {
  it.each([
    ['100m', '900m', '1'],
    ['1Gi', '512Mi', '1536Mi'],
    ['0', '1Gi', '1Gi'],
  ])('adds %s and %s', (a, b, sum) => {
    expect(formatQuantity(addQuantities(parseQuantity(a), parseQuantity(b)))).toBe(sum);
  });
});

describe('quantityValue', () => {
  it.each([
    ['1500m', 2n],
    ['-1500m', -2n],
    ['1Ki', 1024n],
  ])('counts whole units of %s', (text, value) => {
    expect(quantityValue(parseQuantity(text))).toBe(value);
  });
});
