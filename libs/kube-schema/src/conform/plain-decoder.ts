import { setOwn } from '../json/set-own.js';
import type { FieldSchema, FieldType, ObjectSchema } from '../schema.js';
import { schemaOf } from '../type-table.js';
import { decodeScalar } from './decode-scalar.js';
import { decodeWellKnown } from './decode-well-known.js';
import { isLostInStorage } from './write-struct.js';
import { isLeftOut, unsetValue, zeroValue } from './zero-value.js';

type JsonObject = Readonly<Record<string, unknown>>;
/** Undefined for null. */
type Decode = (value: unknown) => unknown;

/** Thrown where a value is not what its type says; what to say of it is {@link ObjectDecoder}'s. */
const mistaken = new Error('a value has not the type of its field');

const decoders = new WeakMap<ObjectSchema, Decode>();

/**
 * What {@link ObjectDecoder} makes of a value, by functions made once for each type: for what is
 * of the right type and of whose unknown fields nobody is told, as in most writes. Undefined where
 * there is a mistake to be worded.
 */
export function decodePlain(
  value: unknown,
  schema: ObjectSchema,
): Record<string, unknown> | undefined {
  try {
    const decoded =
      structDecoder(schema)(value) ?? zeroValue({ kind: 'object', name: schema.name });
    return decoded as Record<string, unknown>;
  } catch (error) {
    if (error === mistaken) return undefined;
    throw error;
  }
}

function structDecoder(schema: ObjectSchema): Decode {
  const known = decoders.get(schema);
  if (known !== undefined) return known;
  const writers = schema.fields.map((field) => fieldWriter(schema, field));
  const decode: Decode = (value) => {
    if (value === null || value === undefined) return undefined;
    if (!isObject(value)) throw mistaken;
    const written: Record<string, unknown> = {};
    for (const write of writers) write(value, written);
    return written;
  };
  decoders.set(schema, decode);
  return decode;
}

/** Writes one field of a struct as Go's encoder would, or leaves it out. */
function fieldWriter(schema: ObjectSchema, field: FieldSchema) {
  const { name } = field;
  const absent = unsetValue(field);
  // Structs are made anew for each object: its owner may go on to fill them.
  const unset =
    typeof absent === 'object' && absent !== null ? () => unsetValue(field) : () => absent;
  let decode: Decode | undefined;
  return (value: JsonObject, written: Record<string, unknown>): void => {
    const given = value[name];
    let member: unknown;
    if (given !== undefined) {
      decode ??= decoderOf(field.type);
      member = decode(given);
    }
    const isSet = member !== undefined && !isLostInStorage(schema, field, member);
    if (isSet && isLeftOut(field, member)) return;
    const result = isSet ? member : unset();
    if (result !== undefined) written[name] = result;
  };
}

function decoderOf(type: FieldType): Decode {
  switch (type.kind) {
    case 'any':
      return (value) => value ?? undefined;
    case 'object': {
      const schema = schemaOf(type.name);
      return schema === undefined ? refuse : structDecoder(schema);
    }
    case 'list':
      return listDecoder(type.items);
    case 'map':
      return mapDecoder(type.values);
    case 'string':
      return decodeString;
    case 'boolean':
    case 'int32':
    case 'int64':
    case 'double':
    case 'bytes':
      return scalarDecoder(type.kind);
    case 'quantity':
    case 'time':
    case 'microTime':
    case 'intOrString':
      return wellKnownDecoder(type.kind);
    default:
      return refuse;
  }
}

/** Definitions of custom resources, which are written seldom and decode themselves. */
const refuse: Decode = (value) => {
  if (value === null) return undefined;
  throw mistaken;
};

const decodeString: Decode = (value) => {
  if (typeof value === 'string') return value;
  return refuse(value);
};

function scalarDecoder(kind: Parameters<typeof decodeScalar>[0]): Decode {
  return (value) => {
    if (value === null || typeof value === 'object') return refuse(value);
    const result = decodeScalar(kind, value as string | number | boolean, undefined);
    return 'value' in result ? result.value : refuse(value);
  };
}

function wellKnownDecoder(kind: Parameters<typeof decodeWellKnown>[0]): Decode {
  return (value) => {
    if (value === null) return undefined;
    const result = decodeWellKnown(kind, value, undefined);
    return 'value' in result ? result.value : refuse(value);
  };
}

function listDecoder(type: FieldType): Decode {
  const decode = decoderOf(type);
  return (value) => {
    if (!Array.isArray(value)) return refuse(value);
    return value.map((item) => {
      const decoded = item === undefined ? undefined : decode(item);
      return decoded === undefined ? zeroValue(type) : decoded;
    });
  };
}

function mapDecoder(type: FieldType): Decode {
  const decode = decoderOf(type);
  // Storage turns a null of bytes into no bytes.
  const absent = () => (type.kind === 'bytes' ? '' : zeroValue(type));
  return (value) => {
    if (!isObject(value)) return refuse(value);
    const decoded: Record<string, unknown> = {};
    for (const key of Object.keys(value).sort()) {
      const given = value[key];
      const member = given === undefined ? undefined : decode(given);
      setOwn(decoded, key, member === undefined ? absent() : member);
    }
    return decoded;
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
