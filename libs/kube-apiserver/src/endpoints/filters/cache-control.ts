import type { Filter } from '../filter.js';

/** Answers are for this user and this moment, unless a handler says otherwise (`WithCacheControl`). */
export const withCacheControl: Filter = (exchange, next) => {
  exchange.response.setHeader('Cache-Control', 'no-cache, private');
  return next(exchange);
};
