import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from '../log/logger.js';

/** Asked every few seconds by whoever watches the server. */
const probes = new Set(['/healthz', '/readyz']);
const header = 'x-request-id';

/** The id under which the log speaks of the request that this response answers. */
export function requestIdOf(response: Response): string {
  return String(response.getHeader(header) ?? 'unknown');
}

/** Names the request, and logs it once answered: its path only, for queries hold login tokens. */
export function identifyRequests(logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    response.setHeader(header, requestId);
    response.once('close', () => {
      const durationMs = Math.round(performance.now() - startedAt);
      const { method, path } = request;
      const level = probes.has(path) ? 'debug' : 'info';
      logger[level](
        { requestId, method, path, status: response.statusCode, durationMs },
        'request',
      );
    });
    next();
  };
}
