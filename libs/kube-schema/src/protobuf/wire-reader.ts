import { decodeText } from '../text-decoder.js';

/** Bytes that are no protobuf message of the expected type, or nest too deeply. */
export class ProtobufError extends Error {
  override readonly name = 'ProtobufError';
}

/** How a value is laid out: the low three bits of its tag. */
export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export interface Tag {
  readonly number: number;
  readonly wireType: number;
}

/**
 * Reads the protobuf wire format. Every read is checked against the end of the bytes and against
 * the layout the tag announced.
 */
export class WireReader {
  private at = 0;

  constructor(private readonly buffer: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.buffer.length;
  }

  tag(): Tag {
    const tag = this.rawVarint();
    const number = Math.floor(tag / 8);
    if (number < 1 || tag > 0xffffffff) throw new ProtobufError(`illegal tag ${number}`);
    return { number, wireType: tag % 8 };
  }

  /** A signed 64-bit integer; beyond 2^53 the nearest number that JavaScript has. */
  varint({ wireType }: Tag): number {
    expectWireType(wireType, wireTypes.varint);
    return this.rawVarint();
  }

  double({ wireType }: Tag): number {
    expectWireType(wireType, wireTypes.fixed64);
    const bytes = this.take(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  }

  bytes({ wireType }: Tag): Uint8Array {
    expectWireType(wireType, wireTypes.bytes);
    const length = this.rawVarint();
    if (length < 0) throw new ProtobufError('negative length');
    return this.take(length);
  }

  string(tag: Tag): string {
    return decodeText(this.bytes(tag));
  }

  message(tag: Tag): WireReader {
    return new WireReader(this.bytes(tag));
  }

  /** Passes over a field that is not known. */
  skip(tag: Tag): void {
    if (tag.wireType === wireTypes.varint) this.rawVarint();
    else if (tag.wireType === wireTypes.fixed64) this.take(8);
    else if (tag.wireType === wireTypes.bytes) this.bytes(tag);
    else if (tag.wireType === wireTypes.fixed32) this.take(4);
    else throw new ProtobufError(`illegal wireType ${tag.wireType}`);
  }

  private rawVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return this.restOfVarint(BigInt(value));
  }

  private restOfVarint(low: bigint): number {
    let value = low;
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new ProtobufError('integer overflow');
  }

  private byte(): number {
    const byte = this.buffer[this.at++];
    if (byte === undefined) throw new ProtobufError('unexpected EOF');
    return byte;
  }

  private take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.buffer.length) throw new ProtobufError('unexpected EOF');
    const taken = this.buffer.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

function expectWireType(found: number, expected: number): void {
  if (found !== expected) throw new ProtobufError(`wrong wireType = ${found}, not ${expected}`);
}
