import { requestEntityTooLarge, requestTimeout } from '../status-error.js';
import type { Exchange } from './exchange.js';

/** Upstream's limit on a request body (apiserver `MaxRequestBodyBytes`). */
const requestBodyBytesMax = 3 * 1024 * 1024;

/**
 * The whole body; throws 413 as soon as it is too long, without reading the rest, and 504 where it
 * has not come in time.
 */
export async function readBody({ request, timeoutMs }: Exchange): Promise<Buffer> {
  const body = request[Symbol.asyncIterator]();
  if (timeoutMs === undefined) return readAll(body);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(requestTimeout()), timeoutMs);
  });
  try {
    return await Promise.race([readAll(body), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(body: AsyncIterator<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of { [Symbol.asyncIterator]: () => body }) {
    length += chunk.length;
    if (length > requestBodyBytesMax) throw requestEntityTooLarge(requestBodyBytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
