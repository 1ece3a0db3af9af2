import type { Exchange } from './exchange.js';
import type { Handler } from './filter.js';
import { writePageNotFound } from './page-not-found.js';
import { writeObject } from './response-writer.js';

/** One non-resource path: exact, or with everything below it where it ends in a slash. */
export interface Route {
  readonly path: string;
  readonly handler: Handler;
}

/** Answers non-resource requests by the longest route that fits; 404 where none does. */
export function routeHandler(routes: readonly Route[]): Handler {
  const exact = new Map(routes.map((route) => [route.path, route.handler]));
  const prefixes = routes
    .filter(({ path }) => path.endsWith('/') && path !== '/')
    .sort((a, b) => b.path.length - a.path.length);
  return async (exchange: Exchange) => {
    const { path } = exchange;
    const handler =
      exact.get(path) ??
      exact.get(path.replace(/\/$/, '')) ??
      prefixes.find((route) => path.startsWith(route.path))?.handler;
    return handler === undefined ? writePageNotFound(exchange) : handler(exchange);
  };
}

/** The paths `GET /` tells of. */
export function indexRoute(routes: readonly Route[]): Route {
  const paths = routes.map(({ path }) => path.replace(/\/$/, '')).sort();
  return {
    path: '/',
    handler: (exchange) => writeObject(exchange, 200, { paths: [...new Set(paths)] }),
  };
}
