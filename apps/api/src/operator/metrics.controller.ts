import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AuthService } from '../auth/auth.service.js';
import { requireOperator } from '../auth/operator-only.decorator.js';
import { Public } from '../auth/public.decorator.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { ApiProblems } from '../http/api-problems.decorator.js';
import { RequestError } from '../request-error.js';
import { Metrics } from './metrics.js';

@ApiTags('operator')
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly auth: AuthService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** In Prometheus' text format; for an operator, or with DRILLYARD_METRICS_TOKEN as bearer token. */
  @Public()
  @Get('metrics')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @ApiProblems(401, 403)
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.#hasToken(request)) await this.#requireOperator(request);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-type', this.metrics.contentType);
    response.end(await this.metrics.read());
  }

  #hasToken({ headers }: Request): boolean {
    const { metricsToken } = this.config;
    const shown = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (metricsToken === undefined || shown === undefined) return false;
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(shown), digest(metricsToken));
  }

  async #requireOperator(request: Request): Promise<void> {
    const learner = await this.auth.authenticate(request);
    if (learner !== undefined) return requireOperator(learner);
    throw new RequestError(
      'NOT_LOGGED_IN',
      'Metrics are for operators: log in as one, or show the token in DRILLYARD_METRICS_TOKEN as a bearer token.',
    );
  }
}
