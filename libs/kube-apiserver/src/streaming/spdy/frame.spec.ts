import { describe, expect, it } from 'vitest';
import { controlFrame, dataFrame, FrameReader, frameType } from './frame.js';

describe('frames', () => {
  const bytes = Buffer.concat([
    controlFrame(frameType.ping, [7]),
    dataFrame(3, Buffer.from('hello'), 1),
    dataFrame(5, Buffer.alloc(0)),
  ]);
  const expected = [
    { kind: 'control', type: 6, flags: 0, body: Buffer.from([0, 0, 0, 7]) },
    { kind: 'data', streamId: 3, flags: 1, body: Buffer.from('hello') },
    { kind: 'data', streamId: 5, flags: 0, body: Buffer.alloc(0) },
  ];

  it.each([1, 2, 3, 7, 8, 13, 1_000])('are read from pieces of %i bytes', (size) => {
    const reader = new FrameReader();
    const frames = [];
    for (let start = 0; start < bytes.length; start += size) {
      frames.push(...reader.read(bytes.subarray(start, start + size)));
    }
    expect(frames).toEqual(expected);
  });

  it.each([
    ['a data frame too long', '000000010100000000', /a frame of \d+ bytes: the limit is/],
    ['a control frame too long', '8003000100010000', /a frame of 65536 bytes: the limit is 16384/],
    ['another version', '800200060000000400000001', /SPDY version 2 is not supported/],
  ])('%s ends the reading', (_what, hex, message) => {
    const head = Buffer.from(hex, 'hex');
    if (message.source.includes('a frame of \\d+')) head.writeUInt32BE(0x00ffffff, 4);
    expect(() => [...new FrameReader().read(head)]).toThrow(message);
  });
});
