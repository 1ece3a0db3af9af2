import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib';
import { headerDictionary } from './header-dictionary.js';
import { SpdyError } from './spdy-error.js';

/**
 * A stream's headers unpacked. kubectl's come to some 100 bytes; a block that inflates to more is
 * an attack on our memory.
 */
const headerBytesMax = 16 * 1024;
const headersMax = 64;

/** Every block must be followed by all that came before it: one context a direction. */
const options = {
  dictionary: headerDictionary,
  flush: constants.Z_SYNC_FLUSH,
  finishFlush: constants.Z_SYNC_FLUSH,
  chunkSize: 4 * 1024,
};

export type SpdyHeaders = ReadonlyMap<string, string>;

/** Reads the name/value blocks of one direction, in their order (SPDY/3.1 §2.6.10). */
export class HeaderBlockReader {
  private readonly inflate: Inflate = createInflate(options);

  /** Names in lower case. Rejects with a SpdyError. */
  async read(block: Buffer): Promise<SpdyHeaders> {
    return parseHeaders(await transform(this.inflate, block, headerBytesMax));
  }

  close(): void {
    this.inflate.destroy();
  }
}

/** Writes the name/value blocks of one direction. */
export class HeaderBlockWriter {
  private readonly deflate: Deflate = createDeflate(options);

  write(headers: SpdyHeaders): Promise<Buffer> {
    return transform(this.deflate, formatHeaders(headers), Number.POSITIVE_INFINITY);
  }

  close(): void {
    this.deflate.destroy();
  }
}

function transform(codec: Inflate | Deflate, input: Buffer, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const finish = () => {
      codec.off('data', onData);
      codec.off('close', onClose);
    };
    const fail = (why: string) => {
      finish();
      reject(new SpdyError(why));
      codec.destroy();
    };
    const onData = (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > bytesMax) fail(`headers of more than ${bytesMax} bytes`);
    };
    const onClose = () => fail('headers that cannot be read');
    codec.on('data', onData);
    codec.once('close', onClose);
    // Told by 'close', and once more when nobody asks any longer.
    if (codec.listenerCount('error') === 0) codec.on('error', () => undefined);
    if (codec.destroyed) return onClose();
    codec.write(input, (error) => {
      if (error) return onClose();
      finish();
      resolve(Buffer.concat(parts));
    });
  });
}

function parseHeaders(block: Buffer): SpdyHeaders {
  const headers = new Map<string, string>();
  let offset = 0;
  const readNumber = () => {
    if (offset + 4 > block.length) throw new SpdyError('a header block ends early');
    offset += 4;
    return block.readUInt32BE(offset - 4);
  };
  const readText = () => {
    const length = readNumber();
    if (offset + length > block.length) throw new SpdyError('a header block ends early');
    offset += length;
    return block.toString('utf8', offset - length, offset);
  };
  const count = readNumber();
  if (count > headersMax) throw new SpdyError(`more than ${headersMax} headers`);
  for (let index = 0; index < count; index += 1) {
    const name = readText();
    headers.set(name.toLowerCase(), readText());
  }
  return headers;
}

function formatHeaders(headers: SpdyHeaders): Buffer {
  const numbered = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const texts = [...headers].flat().map((text) => Buffer.from(text, 'utf8'));
  return Buffer.concat([
    numbered(headers.size),
    ...texts.flatMap((text) => [numbered(text.length), text]),
  ]);
}
