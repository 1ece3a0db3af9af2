import { groups } from '@drillyard/kube-schema';
import type { Exchange } from './exchange.js';
import { writeBody } from './response-writer.js';

/** Whether any version of an API group is served. */
export function isServedGroup(name: string): boolean {
  return groups.some(({ group }) => group === name);
}

/** Go's `http.NotFound`: what upstream answers to a path nobody has registered. */
export function writePageNotFound(exchange: Exchange): Promise<void> {
  exchange.response.setHeader('X-Content-Type-Options', 'nosniff');
  return writeBody(exchange, 404, 'text/plain; charset=utf-8', '404 page not found\n');
}
