import { parseApiVersion } from '@drillyard/kube-objects';
import { type FieldType, type ObjectSchema, schemaOf } from '@drillyard/kube-schema';
import type { Draft } from '../resource-strategy.js';

/**
 * Takes out of a draft what is null only because Go writes a list or a map that is not there as
 * null: strategies and admission see absent fields in one form. Storing puts the nulls back.
 */
export function dropNulls(draft: Draft): void {
  const schema = schemaOf({ ...parseApiVersion(draft['apiVersion']), kind: draft['kind'] });
  if (schema !== undefined) dropFrom(draft, schema);
}

function dropFrom(object: Draft, schema: ObjectSchema): void {
  for (const name of Object.keys(object)) {
    const field = schema.fieldsByName.get(name);
    if (field === undefined) continue;
    if (object[name] === null) delete object[name];
    else visit(object[name], field.type);
  }
}

function visit(value: unknown, type: FieldType): void {
  if (typeof value !== 'object' || value === null) return;
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (type.kind === 'list') for (const item of members) visit(item, type.items);
  else if (type.kind === 'map') for (const item of members) visit(item, type.values);
  else if (type.kind === 'object') {
    const schema = schemaOf(type.name);
    if (schema !== undefined) dropFrom(value, schema);
  }
}
