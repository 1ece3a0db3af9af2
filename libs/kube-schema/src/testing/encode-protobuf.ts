import { parseApiVersion } from '@drillyard/kube-objects';
import type { FieldType, ObjectSchema } from '../schema.js';
import { schemaOf } from '../type-table.js';
import { WireWriter } from './wire-writer.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Encodes an object of the API as a client would send it (`application/vnd.kubernetes.protobuf`).
 * For tests: it writes what the object has, and knows no unions of JSONSchemaProps.
 */
export function encodeProtobuf(object: Fields & { apiVersion: string; kind: string }): Uint8Array {
  const gvk = { ...parseApiVersion(object.apiVersion), kind: object.kind };
  const schema = schemaOf(gvk);
  if (!schema) throw new Error(`no kind ${object.kind} in ${object.apiVersion}`);
  const typeMeta = new WireWriter().string(1, object.apiVersion).string(2, object.kind);
  const message = encodeFields(object, schema);
  const envelope = new WireWriter().bytes(1, typeMeta.finish()).bytes(2, message.finish());
  return Uint8Array.from([0x6b, 0x38, 0x73, 0x00, ...envelope.finish()]);
}

function encodeFields(object: Fields, schema: ObjectSchema): WireWriter {
  const writer = new WireWriter();
  const inlined = new Map<string, WireWriter>();
  for (const field of schema.fields) {
    const value = object[field.name];
    if (value === undefined || value === null || field.number === 0) continue;
    const path = field.within.join('.');
    const target = path === '' ? writer : (inlined.get(path) ?? new WireWriter());
    if (path !== '') inlined.set(path, target);
    encodeValue(target, field.number, field.type, value);
  }
  for (const [path, inner] of inlined) {
    const [outermost = 0, ...rest] = path.split('.').map(Number);
    const wrapped = rest.reduceRight(
      (bytes, number) => new WireWriter().bytes(number, bytes).finish(),
      inner.finish(),
    );
    writer.bytes(outermost, wrapped);
  }
  return writer;
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
    case 'bytes':
      writer.bytes(number, decodeBase64(String(value)));
      break;
    case 'list': {
      const target = type.wrapped ? new WireWriter() : writer;
      for (const item of value as unknown[]) {
        encodeValue(target, type.wrapped ? 1 : number, type.items, item);
      }
      if (type.wrapped) writer.bytes(number, target.finish());
      break;
    }
    case 'map':
      for (const [key, member] of Object.entries(value as Fields)) {
        const entry = new WireWriter().string(1, key);
        encodeValue(entry, 2, type.values, member);
        writer.bytes(number, entry.finish());
      }
      break;
    default:
      writer.bytes(number, encodeMessage(type, value).finish());
  }
}

function encodeMessage(type: FieldType, value: unknown): WireWriter {
  const writer = new WireWriter();
  const seconds = () => Math.floor(Date.parse(String(value)) / 1000);
  switch (type.kind) {
    case 'object': {
      const schema = schemaOf(type.name);
      return schema ? encodeFields(value as Fields, schema) : writer;
    }
    case 'quantity':
      return writer.string(1, String(value));
    case 'time':
      return writer.varint(1, seconds());
    case 'microTime':
      return writer.varint(1, seconds()).varint(2, Number(String(value).slice(20, 26)) * 1000);
    case 'intOrString':
      return typeof value === 'number'
        ? writer.varint(1, 0).varint(2, value)
        : writer.varint(1, 1).string(3, String(value));
    case 'any':
      return writer.string(1, JSON.stringify(value));
    default:
      throw new Error(`${type.kind} is not encoded`);
  }
}

function decodeBase64(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bits = [...text.replace(/=/g, '')]
    .map((character) => alphabet.indexOf(character).toString(2).padStart(6, '0'))
    .join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
