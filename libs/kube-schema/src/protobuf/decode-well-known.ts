import type { FieldType } from '../schema.js';
import { decodeText } from '../text-decoder.js';
import { formatMicroTime, formatTime } from '../time/format-time.js';
import { WireReader, wireTypes } from './wire-reader.js';

type WellKnownKind = Exclude<
  FieldType['kind'],
  'string' | 'boolean' | 'int32' | 'int64' | 'double' | 'bytes' | 'object' | 'list' | 'map'
>;

/** What well-known types hold that this file cannot read by itself. */
export interface NestedReaders {
  readonly readEmbedded: (bytes: Uint8Array) => unknown;
  readonly readSchema: (reader: WireReader) => unknown;
}

/** Decodes the types whose JSON form is not that of the fields of their message. */
export function decodeWellKnown(
  kind: WellKnownKind,
  reader: WireReader,
  nested: NestedReaders,
): unknown {
  const message = new Message(reader);
  const schemas = (number: number) =>
    message.all(number).map((bytes) => nested.readSchema(new WireReader(bytes)));
  switch (kind) {
    case 'quantity':
      return message.text(1);
    case 'time':
      return message.isEmpty ? null : formatTime(message.integer(1));
    case 'microTime':
      return message.isEmpty ? null : formatMicroTime(message.integer(1), message.integer(2));
    case 'intOrString':
      return message.integer(1) === 1 ? message.text(3) : message.integer(2) | 0;
    case 'any':
      return nested.readEmbedded(message.bytes(1));
    case 'schemaOrBool':
      return schemas(2)[0] ?? message.integer(1) !== 0;
    case 'schemaOrArray':
      return message.all(2).length > 0 ? schemas(2) : (schemas(1)[0] ?? null);
    case 'schemaOrStringArray':
      return message.all(2).length > 0 ? message.texts(2) : (schemas(1)[0] ?? null);
  }
}

/** A small message read whole: its integers and its byte strings, by field number. */
class Message {
  private readonly integers = new Map<number, number>();
  private readonly strings = new Map<number, Uint8Array[]>();

  constructor(reader: WireReader) {
    while (!reader.done) {
      const tag = reader.tag();
      if (tag.wireType === wireTypes.varint) this.integers.set(tag.number, reader.varint(tag));
      else if (tag.wireType !== wireTypes.bytes) reader.skip(tag);
      else this.keep(tag.number, reader.bytes(tag));
    }
  }

  private keep(number: number, bytes: Uint8Array): void {
    const list = this.strings.get(number);
    if (list) list.push(bytes);
    else this.strings.set(number, [bytes]);
  }

  get isEmpty(): boolean {
    return this.integers.size === 0 && this.strings.size === 0;
  }

  integer(number: number): number {
    return this.integers.get(number) ?? 0;
  }

  all(number: number): readonly Uint8Array[] {
    return this.strings.get(number) ?? [];
  }

  bytes(number: number): Uint8Array {
    return this.all(number).at(-1) ?? new Uint8Array();
  }

  texts(number: number): string[] {
    return this.all(number).map((bytes) => decodeText(bytes));
  }

  text(number: number): string {
    return decodeText(this.bytes(number));
  }
}
