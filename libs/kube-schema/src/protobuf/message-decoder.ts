import { invariant } from '@drillyard/errors';
import { encodeBase64 } from '../base64.js';
import { setOwn } from '../json/set-own.js';
import type { FieldSchema, FieldType, ObjectSchema } from '../schema.js';
import { schemaOf } from '../type-table.js';
import { decodeWellKnown, type NestedReaders } from './decode-well-known.js';
import { ProtobufError, type Tag, type WireReader, wireTypes } from './wire-reader.js';
import { type WireTable, wireTableOf } from './wire-table.js';

/** Messages within messages; JSONSchemaProps needs two for each level of a CRD's schema. */
const depthMax = 400;

const jsonSchemaProps = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

type Fields = Record<string, unknown>;

/** Decodes messages into objects with the JSON names of their fields. */
export class MessageDecoder {
  private depth = 0;

  private readonly nested: NestedReaders;

  /** @param readEmbedded reads what a RawExtension holds: JSON, or an envelope */
  constructor(readEmbedded: (bytes: Uint8Array) => unknown) {
    const readSchema = (reader: WireReader) => this.decodeObject(jsonSchemaProps, reader);
    this.nested = { readEmbedded, readSchema };
  }

  decode(reader: WireReader, schema: ObjectSchema): Fields {
    return this.decodeInto({}, reader, wireTableOf(schema));
  }

  private decodeInto(target: Fields, reader: WireReader, table: WireTable): Fields {
    if (++this.depth > depthMax) throw new ProtobufError(`more than ${depthMax} levels`);
    while (!reader.done) {
      const tag = reader.tag();
      const entry = table.get(tag.number);
      if (!entry) reader.skip(tag);
      else if ('inlined' in entry) this.decodeInto(target, reader.message(tag), entry.inlined);
      else this.decodeField(target, entry, reader, tag);
    }
    this.depth--;
    return target;
  }

  private decodeField(target: Fields, { name, type }: FieldSchema, reader: WireReader, tag: Tag) {
    const before = target[name];
    if (type.kind === 'list' && !type.wrapped) {
      const list = Array.isArray(before) ? before : [];
      this.appendItems(list, type.items, reader, tag);
      target[name] = list;
    } else if (type.kind === 'map') {
      const map = (before as Fields | undefined) ?? {};
      this.addEntry(map, type.values, reader.message(tag));
      target[name] = map;
    } else target[name] = this.decodeValue(type, reader, tag, before);
  }

  private appendItems(list: unknown[], type: FieldType, reader: WireReader, tag: Tag): void {
    const isVarint = type.kind === 'int32' || type.kind === 'int64' || type.kind === 'boolean';
    if (!isVarint || tag.wireType !== wireTypes.bytes) {
      list.push(this.decodeValue(type, reader, tag));
      return;
    }
    const packed = reader.message(tag);
    const item = { number: tag.number, wireType: wireTypes.varint };
    while (!packed.done) list.push(this.decodeValue(type, packed, item));
  }

  private addEntry(map: Fields, type: FieldType, reader: WireReader): void {
    let key = '';
    let value: unknown = null;
    while (!reader.done) {
      const tag = reader.tag();
      if (tag.number === 1) key = reader.string(tag);
      else if (tag.number === 2) value = this.decodeValue(type, reader, tag);
      else reader.skip(tag);
    }
    setOwn(map, key, value);
  }

  private decodeValue(type: FieldType, reader: WireReader, tag: Tag, before?: unknown): unknown {
    switch (type.kind) {
      case 'boolean':
        return reader.varint(tag) !== 0;
      case 'int32':
        return reader.varint(tag) | 0;
      case 'int64':
        return reader.varint(tag);
      case 'double':
        return reader.double(tag);
      case 'string':
        return reader.string(tag);
      case 'bytes':
        return encodeBase64(reader.bytes(tag));
      case 'object':
        return this.decodeObject(type.name, reader.message(tag), before);
      case 'list':
        return this.decodeWrappedList(type.items, reader.message(tag));
      case 'map':
        throw new ProtobufError('a map of maps has no wire format');
      default:
        return decodeWellKnown(type.kind, reader.message(tag), this.nested);
    }
  }

  /** A message that occurs twice is merged with what it was before, as protobuf demands. */
  private decodeObject(name: string, reader: WireReader, before?: unknown): Fields {
    const schema = schemaOf(name);
    invariant(schema, `the type table refers to ${name} and does not have it`);
    return this.decodeInto((before as Fields | undefined) ?? {}, reader, wireTableOf(schema));
  }

  private decodeWrappedList(type: FieldType, reader: WireReader): unknown[] {
    const list: unknown[] = [];
    while (!reader.done) {
      const tag = reader.tag();
      if (tag.number === 1) this.appendItems(list, type, reader, tag);
      else reader.skip(tag);
    }
    return list;
  }
}
