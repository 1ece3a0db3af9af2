import { canonicalBase64 } from '../base64.js';
import type { FieldType } from '../schema.js';

/** What became of a JSON value that was to be of a scalar type. */
export type ScalarResult =
  | { readonly value: string | number | boolean }
  /** Upstream's words for the value, such as `string` or `number 1.5`. */
  | { readonly mismatch: string }
  | { readonly problem: string };

type ScalarKind = Extract<
  FieldType['kind'],
  'string' | 'boolean' | 'int32' | 'int64' | 'double' | 'bytes'
>;

const limits = { int32: 2 ** 31, int64: 2 ** 63 };

/** @param literal how a number was written where that is not JavaScript's way */
export function decodeScalar(
  kind: ScalarKind,
  value: string | number | boolean,
  literal: string | undefined,
): ScalarResult {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? { value } : mismatch(value);
    case 'boolean':
      return typeof value === 'boolean' ? { value } : mismatch(value);
    case 'double':
      if (typeof value !== 'number') return mismatch(value);
      return Number.isFinite(value) ? { value } : { mismatch: `number ${literal ?? value}` };
    case 'int32':
    case 'int64':
      return typeof value === 'number' ? decodeInteger(kind, value, literal) : mismatch(value);
    case 'bytes':
      return typeof value === 'string' ? decodeBytes(value) : mismatch(value);
  }
}

function decodeInteger(
  kind: 'int32' | 'int64',
  value: number,
  literal: string | undefined,
): ScalarResult {
  const limit = limits[kind];
  const written = literal ?? String(value);
  const whole = /^-?\d+$/.test(written);
  if (!whole || value < -limit || value >= limit) return { mismatch: `number ${written}` };
  return { value: value === 0 ? 0 : value };
}

function decodeBytes(text: string): ScalarResult {
  const canonical = canonicalBase64(text);
  if (typeof canonical === 'string') return { value: canonical };
  return { problem: `illegal base64 data at input byte ${canonical.illegalAt}` };
}

function mismatch(value: string | number | boolean): ScalarResult {
  return { mismatch: typeof value === 'boolean' ? 'bool' : typeof value };
}
