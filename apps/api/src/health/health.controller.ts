import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../auth/public.decorator.js';
import { type Health, healthSchema } from './health.dto.js';
import { ReadinessService } from './readiness.service.js';

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly readiness: ReadinessService) {}

  /** The process is alive: restart it where this does not answer. */
  @Public()
  @Get('healthz')
  @ApiOkResponse({ standardSchema: healthSchema })
  healthz(): Health {
    return { status: 'ok', checks: {} };
  }

  /** The process can do its work: send it requests while this answers 200. */
  @Public()
  @Get('readyz')
  @ApiOkResponse({ standardSchema: healthSchema })
  @ApiServiceUnavailableResponse({ standardSchema: healthSchema })
  async readyz(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.readiness.check();
    if (health.status !== 'ok') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return health;
  }
}
