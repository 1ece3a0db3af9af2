import type { Exchange } from './exchange.js';

/** Answers a request, or throws a StatusError that the chain turns into an answer. */
export type Handler = (exchange: Exchange) => Promise<void>;

/** One step of the handler chain: it may answer by itself, or let the next one do it. */
export type Filter = (exchange: Exchange, next: Handler) => Promise<void>;

/** The filters in the order a request meets them, around the handler at the end. */
export function chain(filters: readonly Filter[], handler: Handler): Handler {
  return filters.reduceRight<Handler>(
    (next, filter) => (exchange) => filter(exchange, next),
    handler,
  );
}
