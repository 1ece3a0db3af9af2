import type { FieldType, ObjectSchema } from '../schema.js';
import { DecodeError } from './decode-error.js';
import { goTypeName } from './go-types.js';
import { ObjectDecoder } from './object-decoder.js';

/**
 * Decodes what a strategic merge made. Upstream converts it without writing JSON (apimachinery
 * `runtime.DefaultUnstructuredConverter`), which ends at the first value of a wrong type, in
 * words of its own, and does not say where.
 */
export class MergedObjectDecoder extends ObjectDecoder {
  protected override keysOf(value: object, schema: ObjectSchema | undefined): readonly string[] {
    if (!schema) return Object.keys(value);
    const known = schema.fields.filter(({ name }) => Object.hasOwn(value, name));
    const unknown = Object.keys(value).filter((key) => !schema.fieldsByName.has(key));
    return [...known.map(({ name }) => name), ...unknown.sort()];
  }

  protected override mismatch(value: unknown, type: FieldType): never {
    throw new DecodeError(mismatchMessage(goKindOf(value), type));
  }

  protected override typeError(value: string, goType: string): string {
    return `json: cannot unmarshal ${value} into Go value of type ${goType}`;
  }
}

function mismatchMessage(kind: string, type: FieldType): string {
  switch (type.kind) {
    case 'object':
      return `cannot restore struct from: ${kind}`;
    case 'map':
      return `cannot restore map from ${kind}`;
    case 'list':
    case 'bytes':
      return `cannot restore slice from ${kind}`;
    case 'string':
      if (kind === 'int64') return `cannot convert int64 to ${goTypeName(type)}`;
      break;
    case 'int32':
    case 'int64':
      if (kind === 'float64') return `cannot convert float64 to ${goTypeName(type)}`;
  }
  // Upstream names the kind of the type, not the type.
  const { goName: _goName, ...kindOnly } = type;
  return `unrecognized type: ${type.kind === 'double' ? 'float64' : goTypeName(kindOnly)}`;
}

/** The Go kind a JSON value is held in. */
function goKindOf(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map';
}
