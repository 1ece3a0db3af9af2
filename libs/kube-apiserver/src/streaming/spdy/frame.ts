import { SpdyError } from './spdy-error.js';

/** Control frames of SPDY/3.1 §2.6 by their number. */
export const frameType = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
  windowUpdate: 9,
} as const;

/** What a RST_STREAM says (§2.6.3). */
export const resetStatus = { protocolError: 1, refusedStream: 3, cancel: 5 } as const;

/** What a GOAWAY says (§2.6.6). */
export const goAwayStatus = { ok: 0, protocolError: 1 } as const;

export const finFlag = 1;
const version = 3;
const headBytes = 8;
/**
 * One frame of a client. spdystream sends what it is given in one write, 32 KiB as a rule; a
 * bigger frame ends the connection.
 */
export const frameBytesMax = 4 * 1024 * 1024;
/** Control frames hold little but headers. */
const controlBytesMax = 16 * 1024;

export type Frame =
  | {
      readonly kind: 'data';
      readonly streamId: number;
      readonly flags: number;
      readonly body: Buffer;
    }
  | {
      readonly kind: 'control';
      readonly type: number;
      readonly flags: number;
      readonly body: Buffer;
    };

/** Cuts a byte stream into frames, however it comes. */
export class FrameReader {
  private parts: Buffer[] = [];
  private length = 0;

  /** The frames these bytes complete. Throws a SpdyError. */
  *read(bytes: Buffer): Generator<Frame> {
    this.parts.push(bytes);
    this.length += bytes.length;
    for (;;) {
      if (this.length < headBytes) return;
      const head = this.joined(headBytes);
      const total = headBytes + bodyLength(head);
      if (this.length < total) return;
      const buffered = this.joined(total);
      this.parts = [buffered.subarray(total)];
      this.length -= total;
      yield parseFrame(buffered.subarray(0, total));
    }
  }

  /** The first part, made long enough: parts are joined once a frame, not once a read. */
  private joined(bytes: number): Buffer {
    const [first = Buffer.alloc(0)] = this.parts;
    if (first.length >= bytes) return first;
    const all = Buffer.concat(this.parts);
    this.parts = [all];
    return all;
  }
}

function bodyLength(head: Buffer): number {
  const length = head.readUInt32BE(4) & 0xffffff;
  const limit = isControl(head) ? controlBytesMax : frameBytesMax;
  if (length > limit) throw new SpdyError(`a frame of ${length} bytes: the limit is ${limit}`);
  return length;
}

function parseFrame(frame: Buffer): Frame {
  const flags = frame.readUInt8(4);
  const body = frame.subarray(headBytes);
  if (!isControl(frame)) {
    return { kind: 'data', streamId: frame.readUInt32BE(0), flags, body };
  }
  const sent = frame.readUInt16BE(0) & 0x7fff;
  if (sent !== version) throw new SpdyError(`SPDY version ${sent} is not supported`);
  return { kind: 'control', type: frame.readUInt16BE(2), flags, body };
}

function isControl(head: Buffer): boolean {
  return (head.readUInt8(0) & 0x80) !== 0;
}

export function dataFrame(streamId: number, bytes: Uint8Array, flags = 0): Buffer {
  const frame = Buffer.allocUnsafe(headBytes + bytes.length);
  frame.writeUInt32BE(streamId, 0);
  frame.writeUInt32BE(bytes.length, 4);
  frame.writeUInt8(flags, 4);
  frame.set(bytes, headBytes);
  return frame;
}

/** A control frame whose body is numbers of 32 bits, and bytes after them. */
export function controlFrame(
  type: number,
  numbers: readonly number[],
  rest: Uint8Array = new Uint8Array(),
): Buffer {
  const length = numbers.length * 4 + rest.length;
  const frame = Buffer.allocUnsafe(headBytes + length);
  frame.writeUInt16BE(0x8000 | version, 0);
  frame.writeUInt16BE(type, 2);
  frame.writeUInt32BE(length, 4);
  numbers.forEach((number, index) => {
    frame.writeUInt32BE(number, headBytes + index * 4);
  });
  frame.set(rest, headBytes + numbers.length * 4);
  return frame;
}
