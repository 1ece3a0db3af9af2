import { methodNotAllowed } from '../status-error.js';
import type { Exchange } from './exchange.js';
import type { Handler } from './filter.js';
import { writePageNotFound } from './page-not-found.js';
import { writeObject } from './response-writer.js';

/** One non-resource path: exact, or with everything below it where it ends in a slash. */
export interface Route {
  readonly path: string;
  /** Other methods are answered with 405; any is taken where this is left out. */
  readonly methods?: readonly string[];
  /** Not with a slash behind it; most routes are taken so too. */
  readonly isExact?: boolean;
  readonly handler: Handler;
}

/** Answers non-resource requests by the longest route that fits; 404 where none does. */
export function routeHandler(routes: readonly Route[]): Handler {
  const exact = new Map(routes.map((route) => [route.path, route]));
  const prefixes = routes
    .filter(({ path }) => path.endsWith('/') && path !== '/')
    .sort((a, b) => b.path.length - a.path.length);
  return async (exchange: Exchange) => {
    const { path } = exchange;
    const shorter = exact.get(path.replace(/\/$/, ''));
    const route =
      exact.get(path) ??
      (shorter?.isExact === true ? undefined : shorter) ??
      prefixes.find((candidate) => path.startsWith(candidate.path));
    if (route === undefined) return writePageNotFound(exchange);
    const { methods } = route;
    if (methods !== undefined && !methods.includes(exchange.request.method)) {
      throw methodNotAllowed();
    }
    return route.handler(exchange);
  };
}

/** The paths `GET /` tells of. */
export function indexRoute(routes: readonly Route[], further: () => readonly string[]): Route {
  const fixed = routes.map(({ path }) => path.replace(/\/$/, ''));
  return {
    path: '/',
    handler: (exchange) => {
      const paths = [...new Set([...fixed, ...further()])].sort();
      return writeObject(exchange, 200, { paths });
    },
  };
}
