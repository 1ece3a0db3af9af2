import {
  binarySuffixes,
  decimalSuffixes,
  type Quantity,
  QuantityError,
  type QuantityFormat,
  roundedUp,
} from './quantity.js';

const split = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;
const wrongFormat =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
/** Decimal digits that always fit an int64: up to here upstream may keep the text as it is. */
const exactDigits = 18;
/** The smallest unit: what is finer is rounded up to it. */
const nano = -9;
/** Far beyond any amount; upstream allows two thousand million digits, and computes with them. */
const maxExponent = 4096;
const maxInt64 = 2n ** 63n - 1n;

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

/** Reads a quantity; throws {@link QuantityError} (apimachinery `resource.ParseQuantity`). */
export function parseQuantity(text: string): Quantity {
  if (text === '0') return { unscaled: 0n, scale: 0, format: 'DecimalSI', text };
  const match = text === '' ? null : split.exec(text);
  if (!match) throw new QuantityError(wrongFormat);
  const [, minus, whole = '', fraction = '', word = ''] = match;
  const suffix = interpretSuffix(word);
  if (!suffix) throw new QuantityError("unable to parse quantity's suffix");
  const number = { whole: whole || '0', fraction, negative: minus === '-' };
  return exactQuantity(text, number, suffix) ?? roundedQuantity(number, suffix);
}

interface Digits {
  readonly whole: string;
  readonly fraction: string;
  readonly negative: boolean;
}

/** The path of numbers that fit an int64: nothing is rounded, and a canonical text is kept. */
function exactQuantity(text: string, digits: Digits, suffix: Suffix): Quantity | undefined {
  const { whole, fraction, negative } = digits;
  const { base, exponent, format } = suffix;
  const scale = (base === 10 ? exponent : 0) - fraction.length;
  const room =
    base === 10
      ? exactDigits - whole.length - fraction.length
      : fraction === ''
        ? 14 - whole.length - Math.trunc(exponent * 0.3)
        : -1;
  if (room < 0 || scale < nano) return undefined;
  const shifted = whole + fraction;
  const count = BigInt(shifted);
  const amount = base === 2 ? count << BigInt(exponent) : count;
  const canonical =
    base === 2
      ? (count & 7n) !== 0n
      : scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
  return { unscaled: negative ? -amount : amount, scale, format, ...(canonical && { text }) };
}

function roundedQuantity(digits: Digits, { base, exponent, format }: Suffix): Quantity {
  const shifted = BigInt(digits.whole + digits.fraction);
  const count = base === 2 ? shifted << BigInt(exponent) : shifted;
  const scale = (base === 10 ? exponent : 0) - digits.fraction.length;
  let amount = { unscaled: count, scale, format };
  if (scale < nano) amount = { ...amount, unscaled: roundedUp(amount, nano), scale: nano };
  if (format === 'BinarySI') {
    if (roundedUp(amount, 0) > maxInt64) amount = { unscaled: maxInt64, scale: 0, format };
    else if (amount.unscaled > 0n && amount.unscaled < 10n ** BigInt(-amount.scale)) {
      amount = { ...amount, format: 'DecimalSI' };
    }
  }
  return digits.negative ? { ...amount, unscaled: -amount.unscaled } : amount;
}

function interpretSuffix(word: string): Suffix | undefined {
  const decimal = decimalSuffixes.find(([suffix]) => suffix === word);
  if (decimal) return { base: 10, exponent: decimal[1], format: 'DecimalSI' };
  const binary = binarySuffixes.find(([suffix]) => suffix === word);
  if (binary) return { base: 2, exponent: binary[1], format: 'BinarySI' };
  if (!/^[eE][+-]?\d+$/.test(word)) return undefined;
  const exponent = Number(word.slice(1));
  if (Math.abs(exponent) > maxExponent) return undefined;
  return { base: 10, exponent, format: 'DecimalExponent' };
}
