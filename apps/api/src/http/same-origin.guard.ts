import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { RequestError } from '../request-error.js';
import { isSameOrigin } from './same-origin.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses changes that another site's page asks for. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (safeMethods.has(request.method) || isSameOrigin(request, this.config)) return true;
    throw new RequestError(
      'CROSS_ORIGIN_REQUEST',
      `This server takes changes from its own pages only, not from ${request.headers.origin ?? 'another site'}. ` +
        'Behind a proxy, set DRILLYARD_URL to the address in the browser.',
    );
  }
}
