import { KubeletRefusal } from '@drillyard/cluster';
import type { Exchange } from '../endpoints/exchange.js';
import { writeBody } from '../endpoints/response-writer.js';
import { StreamRefusal } from './stream-carrier.js';

/** Passes on what a kubelet says no with, in its plain text; any other error goes its own way. */
export async function writePlainError(exchange: Exchange, error: unknown): Promise<void> {
  const isRefusal = error instanceof KubeletRefusal || error instanceof StreamRefusal;
  if (!isRefusal || exchange.response.headersSent) throw error;
  const headers = error instanceof StreamRefusal ? error.headers : {};
  for (const [name, value] of Object.entries(headers)) exchange.response.setHeader(name, value);
  exchange.response.setHeader('X-Content-Type-Options', 'nosniff');
  await writeBody(exchange, error.statusCode, 'text/plain; charset=utf-8', error.message);
}
