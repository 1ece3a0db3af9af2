import { invariant } from '@drillyard/errors';
import { formatApiVersion, type GroupVersionKind } from '@drillyard/kube-objects';
import type { JsonNotes } from '../json/parse-json.js';
import type { ObjectSchema } from '../schema.js';
import { schemaOf } from '../type-table.js';
import { MergedObjectDecoder } from './merged-object-decoder.js';
import { ObjectDecoder } from './object-decoder.js';
import { decodePlain } from './plain-decoder.js';

/** What to do with fields the kind does not have (`?fieldValidation=`). */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

export interface Conformed {
  /** A new object: known fields only, in upstream's order, values in canonical form. */
  readonly object: Record<string, unknown>;
  /**
   * Unknown and duplicate fields in upstream's words; empty with Ignore. With Strict the request
   * is to be refused with {@link strictDecodingError}, with Warn each is a warning.
   */
  readonly strictErrors: readonly string[];
}

/**
 * Gives a value the shape its kind has after a round trip through upstream's types: unknown fields
 * go, null means absent, empty values that Go leaves out go, those it always writes appear,
 * quantities and times become canonical. The input is left as it is. Throws {@link DecodeError}
 * where a field has the wrong type, and an invariant error where the kind is not in the API.
 *
 * @param notes from `parseJson` of the same value: duplicates and the spelling of numbers
 */
export function conform(
  value: unknown,
  type: GroupVersionKind | string,
  mode: FieldValidation = 'Ignore',
  notes?: JsonNotes,
): Conformed {
  if (mode === 'Ignore' && notes === undefined) {
    const object = decodePlain(value, schemaToConform(type));
    if (object !== undefined) return { object: named(object, type), strictErrors: [] };
  }
  return decodeWith(new ObjectDecoder(mode !== 'Ignore', notes), value, type);
}

/** Like {@link conform}, of the result of a strategic merge: mistakes are worded differently. */
export function conformMerged(
  value: unknown,
  type: GroupVersionKind,
  mode: FieldValidation = 'Ignore',
): Conformed {
  return decodeWith(new MergedObjectDecoder(mode !== 'Ignore'), value, type);
}

function decodeWith(
  decoder: ObjectDecoder,
  value: unknown,
  type: GroupVersionKind | string,
): Conformed {
  const object = decoder.decode(value, schemaToConform(type));
  return { object: named(object, type), strictErrors: decoder.strictErrors };
}

function schemaToConform(type: GroupVersionKind | string): ObjectSchema {
  const schema = schemaOf(type);
  invariant(schema, `no type ${JSON.stringify(type)} in the API: look it up before conforming`);
  return schema;
}

/** What stands on its own says in front what it is. */
function named(
  object: Record<string, unknown>,
  type: GroupVersionKind | string,
): Record<string, unknown> {
  if (typeof type === 'string' || !schemaToConform(type).fieldsByName.has('kind')) return object;
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  return { kind: type.kind, apiVersion: formatApiVersion(type), ...rest };
}

/** The message of a request refused for its strict errors (apimachinery `runtime/error.go`). */
export function strictDecodingError(strictErrors: readonly string[]): string {
  return `strict decoding error: ${strictErrors.join(', ')}`;
}
