import { createHash } from 'node:crypto';
import { constants, createDeflate } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HeaderBlockReader, HeaderBlockWriter } from './header-block.js';
import { headerDictionary } from './header-dictionary.js';

/** Packs a block as it stands, whatever is in it. */
function packed(block: Buffer): Promise<Buffer> {
  const deflate = createDeflate({ dictionary: headerDictionary, flush: constants.Z_SYNC_FLUSH });
  const parts: Buffer[] = [];
  deflate.on('data', (part: Buffer) => parts.push(part));
  return new Promise((resolve) => deflate.write(block, () => resolve(Buffer.concat(parts))));
}

const numbers = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value, index * 4);
  });
  return bytes;
};

describe('header blocks', () => {
  it('begin with the dictionary of the norm', () => {
    // SPDY/3 §2.6.10.1: the Adler-32 that zlib asks for is e3c6a7c2.
    expect(headerDictionary).toHaveLength(1_423);
    const digest = createHash('sha256').update(headerDictionary).digest('hex');
    expect(digest).toBe('51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02');
  });

  it('build on those before them', async () => {
    const writer = new HeaderBlockWriter();
    const reader = new HeaderBlockReader();
    const sizes = [];
    for (const type of ['error', 'stdin', 'stdout']) {
      const headers = new Map([
        ['streamtype', type],
        ['port', '80'],
      ]);
      const block = await writer.write(headers);
      sizes.push(block.length);
      expect(await reader.read(block)).toEqual(headers);
    }
    expect(sizes[1]).toBeLessThan(sizes[0] ?? 0);
  });

  it('have names in lower case', async () => {
    const block = Buffer.concat([
      numbers(1, 4),
      Buffer.from('Port'),
      numbers(2),
      Buffer.from('80'),
    ]);
    expect(await new HeaderBlockReader().read(await packed(block))).toEqual(
      new Map([['port', '80']]),
    );
  });

  it.each([
    ['a bomb', Buffer.alloc(1_600_000), /more than 16384 bytes/],
    ['a million headers', numbers(1_000_000), /more than 64 headers/],
    ['a length that lies', numbers(1, 4_000_000_000), /ends early/],
    ['nothing', Buffer.from([0]), /ends early/],
  ])('refuse %s', async (_what, block, message) => {
    await expect(new HeaderBlockReader().read(await packed(block))).rejects.toThrow(message);
  });

  it('refuse what is not packed', async () => {
    await expect(new HeaderBlockReader().read(Buffer.from('not zlib'))).rejects.toThrow(/header/);
  });
});
