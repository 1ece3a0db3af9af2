import { invariant } from '@drillyard/errors';
import { decodeBase64 } from '../base64.js';
import type { FieldSchema, FieldType, ObjectSchema } from '../schema.js';
import { schemaOf } from '../type-table.js';
import { encodeWellKnown } from './encode-well-known.js';
import { type WireTable, wireTableOf } from './wire-table.js';
import { WireWriter } from './wire-writer.js';

type Fields = Readonly<Record<string, unknown>>;

const jsonSchemaProps = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

/**
 * Encodes a JSON-shaped object of a type as Go's generated code does, byte for byte: fields by
 * number, those without a pointer even where they are zero, maps by key.
 */
export function encodeMessage(object: Fields, schema: ObjectSchema): WireWriter {
  return encodeFields(object, wireTableOf(schema));
}

/** Fields by rising number, worked out once for each type. */
const plans = new WeakMap<WireTable, readonly (readonly [number, PlanEntry])[]>();
type PlanEntry = WireTable extends ReadonlyMap<number, infer Entry> ? Entry : never;

function planOf(table: WireTable): readonly (readonly [number, PlanEntry])[] {
  const known = plans.get(table);
  if (known !== undefined) return known;
  const plan = [...table].sort(([a], [b]) => a - b);
  plans.set(table, plan);
  return plan;
}

function encodeFields(object: Fields, table: WireTable): WireWriter {
  const writer = new WireWriter();
  for (const [number, entry] of planOf(table)) {
    if ('inlined' in entry) writer.message(number, encodeFields(object, entry.inlined));
    else encodeField(writer, number, entry, object[entry.name] ?? undefined);
  }
  return writer;
}

function encodeField(
  writer: WireWriter,
  number: number,
  { type, pointer }: FieldSchema,
  value: unknown,
): void {
  if (value !== undefined) encodeValue(writer, number, type, value);
  else if (!pointer) encodeZero(writer, number, type);
}

function encodeZero(writer: WireWriter, number: number, type: FieldType): void {
  switch (type.kind) {
    case 'list':
    case 'map':
    case 'bytes':
      break;
    case 'string':
      writer.string(number, '');
      break;
    case 'boolean':
    case 'int32':
    case 'int64':
      writer.varint(number, 0);
      break;
    case 'double':
      writer.double(number, 0);
      break;
    case 'object':
      writer.message(number, encodeMessage({}, typeOf(type.name)));
      break;
    default:
      writer.message(number, encodeWellKnown(type.kind, undefined, encodeSchema));
  }
}

function encodeValue(writer: WireWriter, number: number, type: FieldType, value: unknown): void {
  switch (type.kind) {
    case 'string':
      writer.string(number, String(value));
      break;
    case 'boolean':
    case 'int32':
    case 'int64':
      writer.varint(number, Number(value));
      break;
    case 'double':
      writer.double(number, Number(value));
      break;
    case 'bytes':
      writer.bytes(number, decodeBase64(String(value)));
      break;
    case 'object':
      writer.message(number, encodeMessage(fieldsOf(value), typeOf(type.name)));
      break;
    case 'list':
      encodeList(writer, number, type, Array.isArray(value) ? value : []);
      break;
    case 'map':
      encodeMap(writer, number, type.values, fieldsOf(value));
      break;
    default:
      writer.message(number, encodeWellKnown(type.kind, value, encodeSchema));
  }
}

function encodeList(
  writer: WireWriter,
  number: number,
  { items, wrapped }: Extract<FieldType, { kind: 'list' }>,
  list: readonly unknown[],
): void {
  if (wrapped !== true) {
    for (const item of list) encodeItem(writer, number, items, item);
    return;
  }
  const message = new WireWriter();
  for (const item of list) encodeItem(message, 1, items, item);
  writer.message(number, message);
}

function encodeItem(writer: WireWriter, number: number, type: FieldType, item: unknown): void {
  if (item === null || item === undefined) encodeZero(writer, number, type);
  else encodeValue(writer, number, type, item);
}

function encodeMap(writer: WireWriter, number: number, type: FieldType, map: Fields): void {
  for (const key of Object.keys(map).sort()) {
    const entry = new WireWriter().string(1, key);
    encodeItem(entry, 2, type, map[key]);
    writer.message(number, entry);
  }
}

function encodeSchema(value: unknown): WireWriter {
  return encodeMessage(fieldsOf(value), typeOf(jsonSchemaProps));
}

function typeOf(name: string): ObjectSchema {
  const schema = schemaOf(name);
  invariant(schema, `the type table refers to ${name} and does not have it`);
  return schema;
}

/** What is no object has no fields: objects that were stored have the shape of their type. */
function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
