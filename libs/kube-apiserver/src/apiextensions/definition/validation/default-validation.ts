import { isDeepStrictEqual } from 'node:util';
import { DecodeError } from '@drillyard/kube-schema';
import { type FieldError, invalidValue } from '../../../registry/field-error.js';
import { itemsOf, type JsonSchemaProps } from '../../schema/json-schema-props.js';
import { coerceEmbedded, validateEmbedded } from '../../schema/object-meta.js';
import { prune } from '../../schema/prune.js';
import { validateAgainstSchema } from '../../validator/schema-validator.js';

/** Defaults must be valid and pruned themselves (apiextensions `defaulting.ValidateDefaults`). */
export function validateDefaults(schema: JsonSchemaProps, field: string): FieldError[] {
  const items = itemsOf(schema);
  return [
    ...validateDefault(schema, `${field}.default`),
    ...(items === undefined ? [] : validateDefaults(items, `${field}.items`)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      validateDefaults(property, `${field}.properties[${name}]`),
    ),
  ];
}

function validateDefault(schema: JsonSchemaProps, field: string): FieldError[] {
  const { default: value } = schema;
  if (value === undefined || value === null) return [];
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  const pruned = structuredClone(value);
  prune(pruned, schema, isResource);
  const errors = isDeepStrictEqual(pruned, value)
    ? []
    : [invalidValue(field, value, 'must not have unknown fields')];
  try {
    coerceEmbedded(structuredClone(value), schema, 'Ignore', field);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return [...errors, invalidValue(field, value, error.message)];
  }
  const embedded = validateEmbedded(value, schema, field);
  if (embedded.length > 0) return [...errors, ...embedded];
  return [...errors, ...validateAgainstSchema(schema, value, { path: field })];
}
