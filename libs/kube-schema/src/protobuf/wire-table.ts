import type { FieldSchema, ObjectSchema } from '../schema.js';

/**
 * The fields of a message by number. A struct that Go inlines is a message of its own on the
 * wire, though its fields stand beside the others in JSON.
 */
export type WireTable = ReadonlyMap<number, FieldSchema | { readonly inlined: WireTable }>;

type Building = Map<number, FieldSchema | { readonly inlined: Building }>;

const tables = new WeakMap<ObjectSchema, WireTable>();

export function wireTableOf(schema: ObjectSchema): WireTable {
  const known = tables.get(schema);
  if (known) return known;
  const table: Building = new Map();
  for (const field of schema.fields) {
    if (field.number === 0) continue;
    let level = table;
    for (const number of field.within) level = levelOf(level, number);
    level.set(field.number, field);
  }
  tables.set(schema, table);
  return table;
}

function levelOf(table: Building, number: number): Building {
  const known = table.get(number);
  if (known && 'inlined' in known) return known.inlined;
  const inlined: Building = new Map();
  table.set(number, { inlined });
  return inlined;
}
