import { encodeText } from '../text-encoder.js';
import { wireTypes } from './wire-reader.js';

/** Most messages within objects are smaller; the buffer doubles where one is not. */
const initialBytes = 64;

/** Writes the protobuf wire format; the counterpart of `WireReader`. */
export class WireWriter {
  private buffer = new Uint8Array(initialBytes);
  private length = 0;

  varint(number: number, value: number): this {
    this.tag(number, wireTypes.varint);
    this.append(value);
    return this;
  }

  double(number: number, value: number): this {
    this.tag(number, wireTypes.fixed64);
    this.reserve(8);
    new DataView(this.buffer.buffer).setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }

  bytes(number: number, bytes: Uint8Array): this {
    this.tag(number, wireTypes.bytes);
    this.append(bytes.length);
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  string(number: number, text: string): this {
    return this.bytes(number, encodeText(text));
  }

  message(number: number, message: WireWriter): this {
    return this.bytes(number, message.finish());
  }

  /** What was written; valid until more is. */
  finish(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private tag(number: number, wireType: number): void {
    this.append(number * 8 + wireType);
  }

  private append(value: number): void {
    this.reserve(10);
    if (value < 0) {
      this.appendNegative(BigInt.asUintN(64, BigInt(value)));
      return;
    }
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) {
      this.buffer[this.length++] = (rest % 0x80) | 0x80;
    }
    this.buffer[this.length++] = rest;
  }

  /** In two's complement: always ten bytes. */
  private appendNegative(value: bigint): void {
    let rest = value;
    for (; rest > 0x7fn; rest >>= 7n) {
      this.buffer[this.length++] = Number(rest & 0x7fn) | 0x80;
    }
    this.buffer[this.length++] = Number(rest);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }
}
