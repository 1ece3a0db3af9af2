import { canonicalQuantity, QuantityError } from '../quantity/index.js';
import { formatMicroTime, formatTime } from '../time/format-time.js';
import { isZeroTime, parseTime, TimeError } from '../time/parse-time.js';
import { jsonTypeName } from './go-types.js';

export type WellKnownResult =
  | { readonly value: string | number | null }
  /** Upstream's words for the value, and the Go type it should have been. */
  | { readonly mismatch: string; readonly goType: string }
  | { readonly problem: string };

/** Decodes the types that decode themselves in upstream (`UnmarshalJSON`); null is not for here. */
export function decodeWellKnown(
  kind: 'time' | 'microTime' | 'quantity' | 'intOrString',
  value: unknown,
  literal: string | undefined,
): WellKnownResult {
  try {
    switch (kind) {
      case 'quantity':
        return { value: canonicalQuantity(quantityText(value, literal).trim()) };
      case 'intOrString':
        return decodeIntOrString(value, literal);
      case 'time':
      case 'microTime':
        if (typeof value !== 'string') return { mismatch: jsonTypeName(value), goType: 'string' };
        return { value: kind === 'time' ? canonicalTime(value) : canonicalMicroTime(value) };
    }
  } catch (error) {
    if (!(error instanceof QuantityError || error instanceof TimeError)) throw error;
    return { problem: error.message };
  }
}

/** Upstream reads the quantity from the JSON text itself, whatever that is. */
function quantityText(value: unknown, literal: string | undefined): string {
  return typeof value === 'string' ? value : (literal ?? JSON.stringify(value));
}

function decodeIntOrString(value: unknown, literal: string | undefined): WellKnownResult {
  if (typeof value === 'string') return { value };
  if (typeof value !== 'number') return { mismatch: jsonTypeName(value), goType: 'int32' };
  const written = literal ?? String(value);
  const fits = /^-?\d+$/.test(written) && value >= -(2 ** 31) && value < 2 ** 31;
  return fits ? { value: value + 0 } : { mismatch: `number ${written}`, goType: 'int32' };
}

/** No month has fewer days: a time of one of these exists. */
const plainTime =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

function canonicalTime(text: string): string | null {
  // As it is stored: each write of an object reads a dozen of them.
  if (plainTime.test(text)) return text;
  const instant = parseTime(text, 'seconds');
  return isZeroTime(instant) ? null : formatTime(instant.seconds);
}

function canonicalMicroTime(text: string): string | null {
  const instant = parseTime(text, 'micros');
  return isZeroTime(instant) ? null : formatMicroTime(instant.seconds, instant.nanos);
}
