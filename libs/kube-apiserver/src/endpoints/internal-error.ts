import { goQuote } from '@drillyard/rbac';
import type { Exchange } from './exchange.js';
import { withoutHtml } from './forbidden-status.js';
import { writeBody } from './response-writer.js';

/** What a filter answers that could not do its work: text, no Status (`responsewriters.InternalError`). */
export function writeInternalError(exchange: Exchange, why: string): Promise<void> {
  exchange.response.setHeader('X-Content-Type-Options', 'nosniff');
  const text = withoutHtml(`Internal Server Error: ${goQuote(exchange.request.url)}: ${why}`);
  return writeBody(exchange, 500, 'text/plain; charset=utf-8', `${text}\n`);
}
