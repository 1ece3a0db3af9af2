import {
  type Conformed,
  duplicateFields,
  type FieldValidation,
  type JsonNotes,
} from '@drillyard/kube-schema';
import { applyDefaults, pruneNulls } from '../schema/defaulting.js';
import type { JsonObject } from '../schema/json-object.js';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { coerceEmbedded, coerceObjectMeta } from '../schema/object-meta.js';
import { prune } from '../schema/prune.js';

/**
 * Gives a value the shape of a custom resource: metadata as everywhere, unknown fields pruned,
 * defaults filled in (apiextensions `unstructuredSchemaCoercer`). Answers like `conform`, in whose
 * place it stands. The input is left as it is. Throws a DecodeError.
 */
export function decodeCustomResource(
  value: object,
  schema: JsonSchemaProps,
  mode: FieldValidation = 'Ignore',
  notes?: JsonNotes,
): Conformed {
  const duplicates =
    mode === 'Ignore' || notes === undefined ? [] : duplicateFields({ value, notes });
  const object = structuredClone(value) as JsonObject;
  const unknown = coerceCustomResource(object, schema, mode);
  if (mode === 'Ignore') return { object, strictErrors: [] };
  const messages = unknown.map((path) => `unknown field "${path}"`);
  return { object, strictErrors: [...new Set([...duplicates, ...messages])] };
}

/** Changes an object in place; answers with the paths of what it may not have. */
export function coerceCustomResource(
  object: JsonObject,
  schema: JsonSchemaProps,
  mode: FieldValidation,
): string[] {
  const ofMetadata = coerceObjectMeta(object, mode);
  const { metadata } = object;
  const pruned = prune(object, schema, true);
  pruneNulls(object, schema);
  const ofEmbedded = coerceEmbedded(object, withoutRoot(schema), mode);
  // Whatever the schema says of metadata: they are the API's own.
  if (metadata !== undefined) object['metadata'] = metadata;
  applyDefaults(object, schema);
  return [...ofMetadata, ...pruned, ...ofEmbedded];
}

function withoutRoot(schema: JsonSchemaProps): JsonSchemaProps {
  const { 'x-kubernetes-embedded-resource': _embedded, ...rest } = schema;
  return rest;
}
