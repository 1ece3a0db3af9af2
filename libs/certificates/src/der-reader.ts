/**
 * Reads ASN.1 in the Distinguished Encoding Rules (ITU-T X.690), strictly: definite minimal
 * lengths, one-byte tags, nothing left over. The caller descends, so depth is the caller's.
 */
import { formatHex } from './bytes.js';
import { CertificateError } from './certificate-error.js';
import { Tag } from './der-tag.js';
import { decodeUtf8 } from './web-platform.js';

export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly encoded: Uint8Array;
}

/** Bigger than any certificate with thousands of names; keeps a hostile file from costing memory. */
export const derBytesMax = 512 * 1024;

/** The one element the bytes are. */
export function readDer(bytes: Uint8Array): DerElement {
  if (bytes.length > derBytesMax) throw invalid(`more than ${derBytesMax} bytes`);
  const element = readElement(bytes, 0);
  if (element.encoded.length !== bytes.length) throw invalid('trailing data');
  return element;
}

export function readChildren(parent: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let offset = 0; offset < parent.content.length; ) {
    const child = readElement(parent.content, offset);
    children.push(child);
    offset += child.encoded.length;
  }
  return children;
}

/** The children of a SEQUENCE. */
export function readSequence(element: DerElement | undefined): DerElement[] {
  return readChildren(expectTag(element, Tag.sequence));
}

export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) {
    throw invalid(`expected tag 0x${tag.toString(16)}, found ${describeTag(element)}`);
  }
  return element;
}

export function readInteger(element: DerElement | undefined): bigint {
  const { content } = expectTag(element, Tag.integer);
  if (content.length === 0) throw invalid('empty integer');
  // By way of hexadecimal, which costs no more than its length.
  const value = BigInt(`0x${formatHex(content)}`);
  return (content[0] ?? 0) >= 0x80 ? value - (1n << BigInt(content.length * 8)) : value;
}

export function readBoolean(element: DerElement | undefined): boolean {
  return expectTag(element, Tag.boolean).content[0] !== 0;
}

/** The bytes of a BIT STRING without unused bits: a key, a signature. */
export function readBitString(element: DerElement | undefined): Uint8Array {
  const { content } = expectTag(element, Tag.bitString);
  if (content[0] !== 0) throw invalid('unused bits where whole bytes are expected');
  return content.subarray(1);
}

/** The numbers of the bits that are set, the leftmost being 0. */
export function readNamedBits(element: DerElement | undefined): number[] {
  const bytes = expectTag(element, Tag.bitString).content.subarray(1);
  return Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter(
    (bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0,
  );
}

export function readObjectIdentifier(element: DerElement | undefined): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of expectTag(element, Tag.objectIdentifier).content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}

/** Any of the string types names are written in. */
export function readString(element: DerElement): string {
  switch (element.tag) {
    case Tag.utf8String:
    case Tag.printableString:
    case Tag.ia5String:
      try {
        return decodeUtf8(element.content);
      } catch (cause) {
        throw new CertificateError('DER_INVALID', 'a string in it is not UTF-8', cause);
      }
    case Tag.teletexString:
      return String.fromCharCode(...element.content);
    case Tag.bmpString:
      return readCodeUnits(element.content, 2);
    case Tag.universalString:
      return readCodeUnits(element.content, 4);
    default:
      throw invalid(`expected a string, found ${describeTag(element)}`);
  }
}

/** UTCTime and GeneralizedTime in the forms RFC 5280 allows. */
export function readTime(element: DerElement | undefined): Date {
  const text = element === undefined ? '' : String.fromCharCode(...element.content);
  const isShort = element?.tag === Tag.utcTime;
  const match = (isShort ? /^(\d{2})(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text);
  if (match === null || (!isShort && element?.tag !== Tag.generalizedTime)) {
    throw invalid(`not a time: ${JSON.stringify(text.slice(0, 32))}`);
  }
  const [, years = '', rest = ''] = match;
  const century = Number(years) >= 50 ? '19' : '20';
  const [month, day, hour, minute, second] = rest.match(/../g) ?? [];
  const year = isShort ? `${century}${years}` : years;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime())) throw invalid(`not a time: ${JSON.stringify(text)}`);
  return date;
}

function readElement(bytes: Uint8Array, offset: number): DerElement {
  const tag = bytes[offset];
  const short = bytes[offset + 1];
  if (tag === undefined || short === undefined) throw invalid('it ends too early');
  if ((tag & 0x1f) === 0x1f) throw invalid('tags of more than one byte are not supported');
  const { length, lengthBytes } = readLength(bytes, offset + 1, short);
  const start = offset + 1 + lengthBytes;
  if (start + length > bytes.length) throw invalid('it ends too early');
  return {
    tag,
    content: bytes.subarray(start, start + length),
    encoded: bytes.subarray(offset, start + length),
  };
}

function readLength(bytes: Uint8Array, offset: number, short: number) {
  if (short < 0x80) return { length: short, lengthBytes: 1 };
  const count = short & 0x7f;
  if (count === 0 || count > 4) throw invalid('unsupported length');
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + (bytes[offset + index] ?? 0);
  if (length < 0x80 || length < 256 ** (count - 1)) throw invalid('length is not minimal');
  return { length, lengthBytes: count + 1 };
}

function readCodeUnits(bytes: Uint8Array, width: number): string {
  const points: number[] = [];
  for (let offset = 0; offset + width <= bytes.length; offset += width) {
    const point = bytes.subarray(offset, offset + width).reduce((sum, byte) => sum * 256 + byte, 0);
    if (point > 0x10ffff) throw invalid('a string in it is not Unicode');
    points.push(point);
  }
  return String.fromCodePoint(...points);
}

function describeTag(element: DerElement | undefined): string {
  return element === undefined ? 'nothing' : `tag 0x${element.tag.toString(16)}`;
}

function invalid(what: string): CertificateError {
  return new CertificateError('DER_INVALID', `not valid DER: ${what}`);
}
