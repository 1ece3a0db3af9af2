/** Writes ASN.1 in the Distinguished Encoding Rules (ITU-T X.690). */
import { compareBytes, concatBytes } from './bytes.js';
import { Tag } from './der-tag.js';
import { encodeUtf8 } from './web-platform.js';

export function tagged(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...contents);
  return concatBytes(Uint8Array.of(tag, ...encodeLength(content.length)), content);
}

export function sequence(...items: readonly Uint8Array[]): Uint8Array {
  return tagged(Tag.sequence, ...items);
}

/** SET OF: DER wants the items in the order of their encodings. */
export function set(...items: readonly Uint8Array[]): Uint8Array {
  return tagged(Tag.set, ...[...items].sort(compareBytes));
}

export function boolean(value: boolean): Uint8Array {
  return tagged(Tag.boolean, Uint8Array.of(value ? 0xff : 0));
}

/** A non-negative integer, from a number or its big-endian bytes. */
export function integer(value: bigint | Uint8Array): Uint8Array {
  const bytes = typeof value === 'bigint' ? bigintBytes(value) : withoutLeadingZeros(value);
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  return tagged(Tag.integer, isNegative ? concatBytes(Uint8Array.of(0), bytes) : bytes);
}

export function nullValue(): Uint8Array {
  return tagged(Tag.null);
}

export function octetString(content: Uint8Array): Uint8Array {
  return tagged(Tag.octetString, content);
}

export function bitString(content: Uint8Array, unusedBits = 0): Uint8Array {
  return tagged(Tag.bitString, Uint8Array.of(unusedBits), content);
}

/** Bit 0 is the leftmost, as named bit lists count; trailing zeros are cut as DER wants. */
export function namedBits(bits: readonly number[]): Uint8Array {
  const last = Math.max(-1, ...bits);
  const bytes = new Uint8Array(Math.ceil((last + 1) / 8));
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return bitString(bytes, bytes.length * 8 - (last + 1));
}

export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap(base128);
  return tagged(Tag.objectIdentifier, Uint8Array.from(bytes));
}

/** PrintableString where its small alphabet suffices, as Go writes names, else UTF8String. */
export function directoryString(text: string): Uint8Array {
  const tag = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? Tag.printableString : Tag.utf8String;
  return tagged(tag, encodeUtf8(text));
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280, 4.1.2.5); whole seconds. */
export function time(date: Date): Uint8Array {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const isShort = date.getUTCFullYear() >= 1950 && date.getUTCFullYear() < 2050;
  return isShort
    ? tagged(Tag.utcTime, encodeUtf8(`${digits.slice(2)}Z`))
    : tagged(Tag.generalizedTime, encodeUtf8(`${digits}Z`));
}

/** `[n] IMPLICIT` of a primitive. */
export function contextPrimitive(number: number, content: Uint8Array): Uint8Array {
  return tagged(Tag.contextPrimitive + number, content);
}

/** `[n] EXPLICIT`, or `[n] IMPLICIT` of a constructed type. */
export function contextConstructed(number: number, ...items: readonly Uint8Array[]): Uint8Array {
  return tagged(Tag.contextConstructed + number, ...items);
}

function encodeLength(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes = [...bigintBytes(BigInt(length))];
  return [0x80 | bytes.length, ...bytes];
}

function bigintBytes(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from({ length: even.length / 2 }, (_, index) =>
    Number.parseInt(even.slice(index * 2, index * 2 + 2), 16),
  );
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift((rest % 128) | 0x80);
  }
  return bytes;
}
