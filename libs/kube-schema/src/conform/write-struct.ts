import type { FieldSchema, ObjectSchema } from '../schema.js';
import { isLeftOut, unsetValue } from './zero-value.js';

/** Stored as JSON, or never stored: an empty list survives, where protobuf makes it null. */
const keepsEmptyLists = /^io\.k8s\.apiextensions-apiserver\.|List$/;

/** Writes decoded fields in upstream's order, without those Go leaves out and with those it always writes. */
export function writeStruct(
  schema: ObjectSchema,
  decoded: ReadonlyMap<string, unknown>,
): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const field of schema.fields) {
    const value = decoded.get(field.name);
    const set = value !== undefined && !isLostInStorage(schema, field, value);
    const result = set ? value : unsetValue(field);
    if (result !== undefined && !(set && isLeftOut(field, value))) written[field.name] = result;
  }
  return written;
}

/** Whether storing the value makes it null. */
export function isLostInStorage(schema: ObjectSchema, field: FieldSchema, value: unknown): boolean {
  return (
    field.omit === 'never' &&
    !field.pointer &&
    Array.isArray(value) &&
    value.length === 0 &&
    !keepsEmptyLists.test(schema.name)
  );
}
