import type { CelInput } from '@bufbuild/cel';

/**
 * JSON as CEL values: whole numbers become int (CEL knows no arithmetic between int and double),
 * maps become Map, so that no property of a JavaScript object can be reached.
 */
export function toCel(value: unknown): CelInput {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toCel);
  if (value === null || typeof value !== 'object') return null;
  return new Map(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, toCel(item)]),
  );
}
