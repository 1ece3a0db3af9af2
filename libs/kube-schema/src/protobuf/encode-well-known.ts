import type { FieldType } from '../schema.js';
import { WireWriter } from './wire-writer.js';

type WellKnownKind = Exclude<
  FieldType['kind'],
  'string' | 'boolean' | 'int32' | 'int64' | 'double' | 'bytes' | 'object' | 'list' | 'map'
>;

/** Digits of a MicroTime's fraction of a second: `2006-01-02T15:04:05.000000Z`. */
const fraction = { start: 20, end: 26, nanosecondsPerUnit: 1_000 } as const;

/** Encodes the types whose JSON form is not that of the fields of their message. */
export function encodeWellKnown(
  kind: WellKnownKind,
  value: unknown,
  encodeSchema: (value: unknown) => WireWriter,
): WireWriter {
  switch (kind) {
    case 'quantity':
      return new WireWriter().string(1, String(value ?? '0'));
    case 'time':
    case 'microTime':
      return encodeTime(value, kind === 'microTime');
    case 'intOrString':
      return encodeIntOrString(value ?? 0);
    case 'any':
      return value === undefined
        ? new WireWriter()
        : new WireWriter().string(1, JSON.stringify(value));
    case 'schemaOrBool':
      return typeof value === 'boolean' || value === undefined
        ? new WireWriter().varint(1, value === true ? 1 : 0)
        : new WireWriter().varint(1, 1).message(2, encodeSchema(value));
    case 'schemaOrArray':
      return encodeAlternatives(value, (writer, item) => writer.message(2, encodeSchema(item)));
    case 'schemaOrStringArray':
      return encodeAlternatives(value, (writer, item) => writer.string(2, String(item)));
  }

  function encodeAlternatives(
    alternatives: unknown,
    addItem: (writer: WireWriter, item: unknown) => unknown,
  ): WireWriter {
    const writer = new WireWriter();
    if (Array.isArray(alternatives)) for (const item of alternatives) addItem(writer, item);
    else if (alternatives !== undefined) writer.message(1, encodeSchema(alternatives));
    return writer;
  }
}

/** The zero time is an empty message. */
function encodeTime(value: unknown, isMicro: boolean): WireWriter {
  if (typeof value !== 'string') return new WireWriter();
  const seconds = Math.floor(Date.parse(value) / 1_000);
  const digits = isMicro ? value.slice(fraction.start, fraction.end) : '';
  const nanoseconds = Number(digits) * fraction.nanosecondsPerUnit;
  return new WireWriter().varint(1, seconds).varint(2, nanoseconds);
}

function encodeIntOrString(value: unknown): WireWriter {
  const isText = typeof value === 'string';
  return new WireWriter()
    .varint(1, isText ? 1 : 0)
    .varint(2, isText ? 0 : Number(value))
    .string(3, isText ? value : '');
}
