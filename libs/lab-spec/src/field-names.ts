import { z } from 'zod';
import { labSchema } from './schema/lab.schema.js';
import type { DataPath } from './yaml-source.js';

/** The names of the fields the lab schema has at a path; none where it takes any. */
export function labFieldNames(path: DataPath): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [labSchema];
  for (const key of path) schemas = schemas.flatMap((schema) => child(unwrap(schema), key));
  return [...new Set(schemas.flatMap(unwrap).flatMap(keysOf))];
}

function keysOf(schema: z.core.$ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function child(schemas: readonly z.core.$ZodType[], key: string | number): z.core.$ZodType[] {
  return schemas.flatMap((schema) => {
    if (schema instanceof z.ZodArray && typeof key === 'number') return [schema.element];
    if (schema instanceof z.ZodObject) {
      const field: z.core.$ZodType | undefined = schema.shape[key];
      return field === undefined ? [] : [field];
    }
    return schema instanceof z.ZodRecord ? [schema.valueType] : [];
  });
}

/** Takes off optional and default, and opens unions. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  return [schema];
}
