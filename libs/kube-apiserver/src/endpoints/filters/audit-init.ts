import { randomUUID } from 'node:crypto';
import type { Filter } from '../filter.js';

const idLengthMax = 64;

/** Names the request in the answer, as the client named it or anew (apiserver `WithAuditInit`). */
export function withAuditInit(now: () => Date): Filter {
  return (exchange, next) => {
    const sent = exchange.header('audit-id');
    const id = /^[\x21-\x7e]+$/.test(sent) ? sent.slice(0, idLengthMax) : randomUUID();
    exchange.audit.id = id;
    exchange.audit.receivedAt = now();
    exchange.response.setHeader('Audit-Id', id);
    return next(exchange);
  };
}
