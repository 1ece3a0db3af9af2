import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, HttpStatus, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AuthService } from '../auth/auth.service.js';
import { LimitLogins } from '../auth/limit-logins.decorator.js';
import { Public } from '../auth/public.decorator.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { RequestError } from '../request-error.js';

/** Every page of the web app, which finds out by itself what its address means. */
@ApiExcludeController()
@Controller()
export class WebController {
  constructor(
    private readonly auth: AuthService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** With `?token=`, logs in and goes on to the same page without it. */
  @Public()
  @LimitLogins()
  @Get('{*path}')
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (request.path.startsWith('/api/') || request.path === '/api') {
      throw new RequestError(
        'NOT_FOUND',
        `Nothing is at ${request.path}; /api/docs lists what there is.`,
      );
    }
    if (request.query['token'] !== undefined) {
      await this.#login(request, response);
      return;
    }
    const index = join(this.config.webFolder, 'index.html');
    await access(index).catch(() => {
      throw new RequestError('WEB_APP_MISSING', 'The web app is not built; run: npm run build');
    });
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(index);
  }

  async #login(request: Request, response: Response): Promise<void> {
    response.setHeader('cache-control', 'no-store');
    // A browser that looks ahead must not use the token up; refused, it asks again when it means it.
    if (/prefetch|preview/.test(String(request.headers['sec-purpose'] ?? ''))) {
      response.sendStatus(HttpStatus.SERVICE_UNAVAILABLE);
      return;
    }
    const { token, ...rest } = request.query;
    const isLoggedIn = await this.auth.loginWithLink(String(token), request, response);
    const query = new URLSearchParams({
      ...onlyStrings(rest),
      ...(isLoggedIn ? {} : { login: 'failed' }),
    });
    // One leading slash: two would lead to another site.
    const path = request.path.replace(/^[/\\]+/, '/');
    response.redirect(HttpStatus.SEE_OTHER, query.size > 0 ? `${path}?${query}` : path);
  }
}

function onlyStrings(query: Request['query']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
