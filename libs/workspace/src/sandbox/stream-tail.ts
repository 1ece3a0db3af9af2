import type { Readable } from 'node:stream';

/** Collects the last bytes of a stream and returns how to read them as text so far. */
export function tailOf(stream: Readable | null, bytesMax: number): () => string {
  let tail: Buffer = Buffer.alloc(0);
  stream?.on('data', (chunk: Buffer) => {
    const all = Buffer.concat([tail, chunk]);
    tail = all.subarray(Math.max(0, all.byteLength - bytesMax));
  });
  stream?.on('error', () => undefined);
  return () => tail.toString('utf8');
}
