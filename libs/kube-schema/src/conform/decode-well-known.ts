import { canonicalQuantity, QuantityError } from '../quantity/index.js';
import { formatMicroTime, formatTime } from '../time/format-time.js';
import { isZeroTime, parseTime, TimeError } from '../time/parse-time.js';
import { DecodeError } from './decode-error.js';
import { jsonTypeName } from './go-types.js';

/**
 * Types that decode themselves in upstream (`UnmarshalJSON`). A mistake in one ends the decoding
 * at once, with its own message and no field.
 */
export function decodeWellKnown(
  kind: 'time' | 'microTime' | 'quantity' | 'intOrString',
  value: unknown,
  literal: string | undefined,
): unknown {
  try {
    switch (kind) {
      case 'quantity':
        return canonicalQuantity(quantityText(value, literal).trim());
      case 'intOrString':
        return intOrString(value, literal);
      case 'time':
        return writeTime(value, 'seconds');
      case 'microTime':
        return writeTime(value, 'micros');
    }
  } catch (error) {
    if (error instanceof QuantityError || error instanceof TimeError) {
      throw new DecodeError(error.message, { cause: error });
    }
    throw error;
  }
}

/** Upstream reads the quantity from the JSON text itself, whatever that is. */
function quantityText(value: unknown, literal: string | undefined): string {
  return typeof value === 'string' ? value : (literal ?? JSON.stringify(value));
}

function intOrString(value: unknown, literal: string | undefined): string | number {
  if (typeof value === 'string') return value;
  if (value === null) return 0;
  if (typeof value !== 'number') throw cannotUnmarshal(jsonTypeName(value), 'int32');
  const written = literal ?? String(value);
  const fits = /^-?\d+$/.test(written) && value >= -(2 ** 31) && value < 2 ** 31;
  if (!fits) throw cannotUnmarshal(`number ${written}`, 'int32');
  return value === 0 ? 0 : value;
}

function writeTime(value: unknown, precision: 'seconds' | 'micros'): string | null {
  if (typeof value !== 'string') throw cannotUnmarshal(jsonTypeName(value), 'string');
  const instant = parseTime(value, precision);
  if (isZeroTime(instant)) return null;
  return precision === 'seconds'
    ? formatTime(instant.seconds)
    : formatMicroTime(instant.seconds, instant.nanos);
}

function cannotUnmarshal(value: string, type: string): DecodeError {
  return new DecodeError(`json: cannot unmarshal ${value} into Go value of type ${type}`);
}
