/** Writes the protobuf wire format into one growing buffer. */
export class ProtobufWriter {
  private bytes = Buffer.allocUnsafe(1024);
  private length = 0;

  bool(field: number, value: boolean): void {
    this.varint(field * 8);
    this.varint(value ? 1 : 0);
  }

  /** A 64-bit integer. */
  integer(field: number, value: number): void {
    this.varint(field * 8);
    let rest = BigInt.asUintN(64, BigInt(Math.trunc(value)));
    this.reserve(10);
    for (; rest > 0x7fn; rest >>= 7n) this.bytes[this.length++] = Number(rest & 0x7fn) | 0x80;
    this.bytes[this.length++] = Number(rest);
  }

  double(field: number, value: number): void {
    this.varint(field * 8 + 1);
    this.reserve(8);
    this.bytes.writeDoubleLE(value, this.length);
    this.length += 8;
  }

  string(field: number, text: string): void {
    const bytes = Buffer.from(text);
    this.varint(field * 8 + 2);
    this.varint(bytes.length);
    this.append(bytes);
  }

  message(field: number, message: ProtobufWriter): void {
    this.varint(field * 8 + 2);
    this.varint(message.length);
    this.append(message.bytes.subarray(0, message.length));
  }

  finish(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private varint(value: number): void {
    let rest = value;
    this.reserve(5);
    for (; rest > 0x7f; rest >>>= 7) this.bytes[this.length++] = (rest & 0x7f) | 0x80;
    this.bytes[this.length++] = rest;
  }

  private append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
