import type { FieldSchema, FieldType } from '../schema.js';
import { schemaOf } from '../type-table.js';

/**
 * What Go's encoder writes for a field nobody set, or undefined where it writes nothing. Go never
 * leaves out a struct that is no pointer: hence `status: {}` and `strategy: {}`.
 */
export function unsetValue({ type, pointer, omit }: FieldSchema): unknown {
  if (omit === 'zero') return undefined;
  if (omit === 'never') return pointer ? null : zeroValue(type);
  return pointer || !isStruct(type) ? undefined : zeroValue(type);
}

/** Go's zero value of a type as JSON. */
export function zeroValue(type: FieldType): unknown {
  switch (type.kind) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'int32':
    case 'int64':
    case 'double':
    case 'intOrString':
      return 0;
    case 'quantity':
      return '0';
    case 'object': {
      const zero: Record<string, unknown> = {};
      for (const field of schemaOf(type.name)?.fields ?? []) {
        const value = unsetValue(field);
        if (value !== undefined) zero[field.name] = value;
      }
      return zero;
    }
    default:
      return null;
  }
}

/** Whether Go's encoder leaves out a field with this value though it was set (`omitempty`). */
export function isLeftOut({ type, pointer, omit }: FieldSchema, value: unknown): boolean {
  if (pointer || omit === 'never') return false;
  if (omit === 'zero') return value === null;
  if (Array.isArray(value)) return value.length === 0;
  if (type.kind === 'map') return Object.keys(value as object).length === 0;
  return !isStruct(type) && (value === '' || value === 0 || value === false);
}

function isStruct({ kind }: FieldType): boolean {
  return (
    kind === 'object' ||
    kind === 'time' ||
    kind === 'microTime' ||
    kind === 'quantity' ||
    kind === 'intOrString' ||
    kind === 'any'
  );
}
