/** Writes the protobuf wire format; the counterpart of `WireReader`, for tests. */
export class WireWriter {
  private readonly out: number[] = [];

  varint(number: number, value: number): this {
    this.push(BigInt(number * 8));
    this.push(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  bytes(number: number, bytes: Uint8Array): this {
    this.push(BigInt(number * 8 + 2));
    this.push(BigInt(bytes.length));
    for (const byte of bytes) this.out.push(byte);
    return this;
  }

  string(number: number, text: string): this {
    const escaped = encodeURIComponent(text).replace(/%(..)/g, (_, hex) => {
      return String.fromCharCode(Number.parseInt(hex, 16));
    });
    return this.bytes(
      number,
      Uint8Array.from(escaped, (character) => character.charCodeAt(0)),
    );
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.out);
  }

  private push(varint: bigint): void {
    let rest = varint;
    for (; rest > 0x7fn; rest >>= 7n) this.out.push(Number(rest & 0x7fn) | 0x80);
    this.out.push(Number(rest));
  }
}
