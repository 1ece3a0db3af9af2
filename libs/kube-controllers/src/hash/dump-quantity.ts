const suffixes: Readonly<Record<string, readonly [base: 2 | 10, exponent: number]>> = {
  n: [10, -9],
  u: [10, -6],
  m: [10, -3],
  '': [10, 0],
  k: [10, 3],
  M: [10, 6],
  G: [10, 9],
  T: [10, 12],
  P: [10, 15],
  E: [10, 18],
  Ki: [2, 10],
  Mi: [2, 20],
  Gi: [2, 30],
  Ti: [2, 40],
  Pi: [2, 50],
  Ei: [2, 60],
};

/** Decimal digits an int64 holds for sure (apimachinery `maxInt64Factors`). */
const digitsMax = 18;
const nanoScale = 9;
const wordBits = 64n;

/**
 * The fields of Go's `resource.Quantity` as its parser leaves them: the text is kept only where it
 * is canonical for sure, and what does not fit an int64 is a decimal of any length.
 */
export function dumpQuantity(text: string): string {
  if (text === '0') return dump({ value: 0n, scale: 0 }, undefined, '0', 'DecimalSI');
  const [, sign = '', rawInteger = '', rawFraction = '', suffix = ''] =
    /^([+-]?)(\d*)\.?(\d*)(.*)$/.exec(text) ?? [];
  const integer = rawInteger.replace(/^0+(?=\d)/, '');
  const fraction = rawFraction;
  const exponential = /^[eE]([+-]?\d+)$/.exec(suffix);
  const [base, exponent] = exponential
    ? [10, Number(exponential[1])]
    : (suffixes[suffix] ?? [10, 0]);
  const format = base === 2 ? 'BinarySI' : exponential ? 'DecimalExponent' : 'DecimalSI';
  const digits = integer + fraction;
  const negate = (value: bigint) => (sign === '-' ? -value : value);
  if (base === 10 && digits.length <= digitsMax && exponent - fraction.length >= -nanoScale) {
    const scale = exponent - fraction.length;
    const kept = scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
    return dump(
      { value: negate(BigInt(digits || '0')), scale },
      undefined,
      kept ? text : '',
      format,
    );
  }
  const precision = 15 - integer.length - Math.trunc((exponent * 3) / 10) - 1;
  if (base === 2 && fraction === '' && precision >= 0) {
    const value = BigInt(integer || '0') << BigInt(exponent);
    const kept = (BigInt(integer || '0') & 7n) !== 0n;
    return dump({ value: negate(value), scale: 0 }, undefined, kept ? text : '', format);
  }
  const factor = base === 2 ? 2n ** BigInt(exponent) : 1n;
  const scale = base === 2 ? fraction.length : fraction.length - exponent;
  const amount = atNanoScale(BigInt(digits || '0') * factor, scale);
  return dump({ value: 0n, scale: 0 }, negate(amount), '', format);
}

/** Rounded up where there is more than that. */
function atNanoScale(unscaled: bigint, scale: number): bigint {
  if (scale <= nanoScale) return unscaled * 10n ** BigInt(nanoScale - scale);
  const divisor = 10n ** BigInt(scale - nanoScale);
  return (unscaled + divisor - 1n) / divisor;
}

function dump(
  { value, scale }: { value: bigint; scale: number },
  decimal: bigint | undefined,
  text: string,
  format: string,
): string {
  const amount = `i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}}`;
  const dec = decimal === undefined ? '<nil>' : dumpDecimal(decimal);
  return `{${amount} d:(resource.infDecAmount){Dec:(*inf.Dec)${dec}} s:(string)${text} Format:(resource.Format)${format}}`;
}

function dumpDecimal(unscaled: bigint): string {
  const words: bigint[] = [];
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  for (let rest = magnitude; rest > 0n; rest >>= wordBits) {
    words.push(BigInt.asUintN(Number(wordBits), rest));
  }
  const abs = words.length === 0 ? '<nil>' : `[${words.join(' ')}]`;
  return `{unscaled:(big.Int){neg:(bool)${unscaled < 0n} abs:(big.nat)${abs}} scale:(inf.Scale)${nanoScale}}`;
}
