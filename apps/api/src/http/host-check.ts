import { HttpStatus } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { AppConfig } from '../config/app-config.js';
import type { Problem } from './problem.dto.js';
import { requestIdOf } from './request-id.js';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

export const isLoopback = (host: string) => ['127.0.0.1', 'localhost', '::1'].includes(host);

/**
 * A server on the loopback interface answers to loopback names (and its public one) only: a
 * foreign name that resolves to 127.0.0.1 is DNS rebinding, a page of another site in disguise.
 */
export function refuseForeignHosts(config: Pick<AppConfig, 'host' | 'publicUrl'>) {
  const publicName = config.publicUrl && new URL(config.publicUrl).hostname;
  return (request: Request, response: Response, next: NextFunction): void => {
    const name = hostName(request.headers.host);
    if (!isLoopback(config.host) || loopbackNames.has(name) || name === publicName) {
      next();
      return;
    }
    const problem: Problem = {
      type: 'about:blank',
      title: 'Misdirected Request',
      status: HttpStatus.MISDIRECTED,
      code: 'HOST_UNKNOWN',
      detail: `This server is not known as ${name}; open it at http://${config.host}, or set DRILLYARD_URL.`,
      requestId: requestIdOf(response),
    };
    response.status(problem.status).type('application/problem+json').json(problem);
  };
}

function hostName(host: string | undefined): string {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}
