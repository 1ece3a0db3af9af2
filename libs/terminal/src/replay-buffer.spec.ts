import { describe, expect, it } from 'vitest';
import { ReplayBuffer } from './replay-buffer.js';

const text = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();
function filled(bytesMax: number, ...pieces: string[]): ReplayBuffer {
  const buffer = new ReplayBuffer(bytesMax);
  for (const piece of pieces) buffer.append(Buffer.from(piece));
  return buffer;
}

describe('ReplayBuffer', () => {
  it.each([
    [0, 'abcdef'],
    [2, 'cdef'],
    [3, 'def'],
    [6, ''],
    [7, undefined],
  ])('gives what follows byte %i', (offset, expected) => {
    expect(text(filled(100, 'abc', 'def').from(offset))).toBe(expected);
  });

  it('drops the oldest pieces beyond its limit', () => {
    const buffer = filled(6, 'abc', 'def', 'g');
    expect([buffer.startOffset, buffer.endOffset]).toEqual([3, 7]);
    expect(text(buffer.from(3))).toBe('defg');
    expect(buffer.from(2)).toBeUndefined();
  });

  it('cuts a piece that alone is too long, never within a character', () => {
    const buffer = filled(5, 'ab世界');
    expect(text(buffer.from(buffer.startOffset))).toBe('界');
    expect(buffer.endOffset).toBe(8);
  });

  it('goes on from the offset it was given', () => {
    const buffer = new ReplayBuffer(10, 1000);
    buffer.append(Buffer.from('x'));
    expect([buffer.startOffset, buffer.endOffset]).toEqual([1000, 1001]);
  });
});
