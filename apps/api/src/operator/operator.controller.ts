import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OperatorOnly } from '../auth/operator-only.decorator.js';
import { ApiProblems } from '../http/api-problems.decorator.js';
import { LabSessionsService } from '../lab-sessions/lab-sessions.service.js';
import { Drain } from './drain.js';
import {
  type DrainRequest,
  drainRequestSchema,
  type OperatorOverview,
  operatorOverviewSchema,
} from './operator.dto.js';
import { Overview } from './overview.js';

@ApiTags('operator')
@OperatorOnly()
@Controller('api/operator')
export class OperatorController {
  constructor(
    private readonly overview: Overview,
    private readonly drain: Drain,
    private readonly labSessions: LabSessionsService,
  ) {}

  /** What runs, waits and failed; for whoever runs the server. */
  @Get('overview')
  @ApiOkResponse({ standardSchema: operatorOverviewSchema })
  @ApiProblems(401, 403)
  read(): Promise<OperatorOverview> {
    return this.overview.read();
  }

  /** Whether labs can be started; what is open goes on. */
  @Put('drain')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(400, 401, 403)
  setDrain(@Body({ schema: drainRequestSchema }) { isDraining }: DrainRequest): void {
    this.drain.set(isDraining);
  }

  /** Ends a learner's session: its cluster and its files go, the score stays. */
  @Delete('lab-sessions/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404)
  async end(@Param('id') id: string): Promise<void> {
    await this.labSessions.endAnybodys(id);
  }
}
