import { parseQuantity } from './parse-quantity.js';
import {
  binarySuffixes,
  compareQuantities,
  decimalSuffixes,
  type Quantity,
  type QuantityFormat,
} from './quantity.js';

/**
 * Writes a quantity as upstream's encoder does: no fraction, the largest suffix that keeps the
 * number whole; `1024Mi` becomes `1Gi`, `0.5` becomes `500m`, `1.5Gi` becomes `1536Mi`.
 */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format === 'BinarySI' && !isSmall(quantity)) {
    const whole = wholeUnits(quantity);
    if (whole !== undefined) return formatBinary(whole);
  }
  return formatDecimal(quantity);
}

/** The canonical text of a quantity's text; throws `QuantityError`. */
export function canonicalQuantity(text: string): string {
  return formatQuantity(parseQuantity(text));
}

/** Between -1024 and 1024 binary suffixes are of no use. */
function isSmall(quantity: Quantity): boolean {
  const limit = { unscaled: 1024n, scale: 0, format: quantity.format };
  const below = compareQuantities(quantity, limit) < 0;
  return below && compareQuantities(quantity, { ...limit, unscaled: -1024n }) > 0;
}

function wholeUnits({ unscaled, scale }: Quantity): bigint | undefined {
  if (scale >= 0) return unscaled * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(-scale);
  return unscaled % divisor === 0n ? unscaled / divisor : undefined;
}

function formatBinary(value: bigint): string {
  let number = value;
  let exponent = 0;
  while (number % 1024n === 0n) {
    number /= 1024n;
    exponent += 10;
  }
  return `${number}${binarySuffixes.find(([, power]) => power === exponent)?.[0] ?? ''}`;
}

function formatDecimal({ unscaled, scale, format }: Quantity): string {
  let number = unscaled;
  let exponent = scale;
  while (number % 10n === 0n) {
    number /= 10n;
    exponent += 1;
  }
  while (exponent % 3 !== 0) {
    number *= 10n;
    exponent -= 1;
  }
  return `${number}${decimalSuffix(exponent, format)}`;
}

/** Upstream writes no suffix at all where none fits (10²¹ in DecimalSI). */
function decimalSuffix(exponent: number, format: QuantityFormat): string {
  if (format === 'DecimalExponent') return exponent === 0 ? '' : `e${exponent}`;
  return decimalSuffixes.find(([, power]) => power === exponent)?.[0] ?? '';
}
