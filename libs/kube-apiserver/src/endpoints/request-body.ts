import { requestEntityTooLarge } from '../status-error.js';
import type { Exchange } from './exchange.js';

/** Upstream's limit on a request body (apiserver `MaxRequestBodyBytes`). */
const requestBodyBytesMax = 3 * 1024 * 1024;

/** The whole body; throws 413 as soon as it is too long, without reading the rest. */
export async function readBody(exchange: Exchange): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of exchange.request) {
    length += chunk.length;
    if (length > requestBodyBytesMax) throw requestEntityTooLarge(requestBodyBytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
