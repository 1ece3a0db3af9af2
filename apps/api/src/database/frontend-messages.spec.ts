import { describe, expect, it } from 'vitest';
import { FrontendMessages } from './frontend-messages.js';

/** A message of the wire protocol; the startup packet has no type. */
function message(type: string, body = ''): Buffer {
  const bytes = Buffer.alloc(type.length + 4 + body.length);
  bytes.write(type, 0);
  bytes.writeUInt32BE(4 + body.length, type.length);
  bytes.write(body, type.length + 4);
  return bytes;
}

const startup = message('', 'v3');
const conversation = [
  startup,
  message('Q', 'SELECT 1'),
  message('P', 'parse'),
  message('B', 'bind'),
  message('S'),
  message('P', 'parse'),
  message('H'),
  message('S'),
  message('X'),
];
const expected = [
  startup,
  conversation[1],
  Buffer.concat(conversation.slice(2, 5)),
  Buffer.concat(conversation.slice(5, 7)),
  conversation[7],
  'terminate',
];

function cut(chunks: readonly Buffer[]): (Buffer | string)[] {
  const messages = new FrontendMessages();
  return chunks
    .flatMap((chunk) => messages.push(chunk))
    .map((batch) => (batch.type === 'ask' ? batch.bytes : batch.type));
}

describe('FrontendMessages', () => {
  const bytes = Buffer.concat(conversation);

  it('cuts at what asks for an answer', () => {
    expect(cut([bytes])).toEqual(expected);
  });

  it('does so however the bytes arrive', () => {
    for (let size = 1; size < bytes.length; size += 1) {
      const chunks = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      expect(cut(chunks)).toEqual(expected);
    }
  });

  it.each([0, 3, 0xffff_ffff])('refuses a message of length %i', (length) => {
    const broken = Buffer.from([0, 0, 0, 0, 0]);
    broken.writeUInt32BE(length, 0);
    expect(() => cut([broken])).toThrow(/not a PostgreSQL message/);
  });
});
