/**
 * Amounts such as `500m`, `1536Mi`, `1e3` (apimachinery `resource.Quantity`). A value is
 * `unscaled × 10^scale`; the format decides in which suffixes it is written.
 */
export interface Quantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  /** The text it was read from where that is already canonical. */
  readonly text?: string;
}

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** A text that is no quantity; the message is upstream's. */
export class QuantityError extends Error {
  override readonly name = 'QuantityError';
}

/** Suffixes by power of ten and of two. */
export const decimalSuffixes: readonly (readonly [suffix: string, exponent: number])[] = [
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
];
export const binarySuffixes: readonly (readonly [suffix: string, exponent: number])[] = [
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
];

/** -1, 0 or 1, as the first is smaller, equal or larger. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const signs = sign(a.unscaled) - sign(b.unscaled);
  if (signs !== 0) return signs < 0 ? -1 : 1;
  if (a.unscaled === 0n) return 0;
  // Magnitudes first: aligning 1e1000000000 with 1 would need a billion digits.
  const magnitudes = magnitude(a) - magnitude(b);
  if (magnitudes !== 0) return magnitudes < 0 === a.unscaled > 0n ? -1 : 1;
  const scale = Math.min(a.scale, b.scale);
  const difference = atScale(a, scale) - atScale(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The sum, in the format of the first unless that is zero (`Quantity.Add`). */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const scale = Math.min(a.scale, b.scale);
  const format = a.unscaled === 0n ? b.format : a.format;
  return { unscaled: atScale(a, scale) + atScale(b, scale), scale, format };
}

/** The whole units, rounded away from zero (`Quantity.Value`): `1500m` is 2. */
export function quantityValue(quantity: Quantity): bigint {
  return roundedUp(quantity, 0);
}

/** Rounds away from zero to a multiple of `10^scale`, and counts in it. */
export function roundedUp({ unscaled, scale: from }: Quantity, scale: number): bigint {
  if (from >= scale) return unscaled * 10n ** BigInt(from - scale);
  if (unscaled === 0n) return 0n;
  const dropped = scale - from;
  const away = unscaled < 0n ? -1n : 1n;
  if (dropped > digits(unscaled)) return away;
  const divisor = 10n ** BigInt(dropped);
  const whole = unscaled / divisor;
  return unscaled % divisor === 0n ? whole : whole + away;
}

function atScale({ unscaled, scale: from }: Quantity, scale: number): bigint {
  return unscaled * 10n ** BigInt(from - scale);
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

function digits(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}

function magnitude({ unscaled, scale }: Quantity): number {
  return digits(unscaled) + scale;
}
