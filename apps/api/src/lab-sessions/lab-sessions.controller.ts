import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentLearner } from '../auth/current-learner.decorator.js';
import type { Learner } from '../auth/learner.js';
import { ApiProblems } from '../http/api-problems.decorator.js';
import {
  type LabSessionView,
  labSessionViewSchema,
  type StartLabSession,
  startLabSessionSchema,
} from './lab-session.dto.js';
import { LabSessionsService } from './lab-sessions.service.js';

@ApiTags('lab-sessions')
@Controller('api/lab-sessions')
export class LabSessionsController {
  constructor(private readonly labSessions: LabSessionsService) {}

  /** Starts the lab, or returns the learner's session of it that goes on (then with 200). */
  @Post()
  @ApiCreatedResponse({ standardSchema: labSessionViewSchema })
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(400, 401, 404, 409, 429)
  async start(
    @CurrentLearner() learner: Learner,
    @Body({ schema: startLabSessionSchema }) body: StartLabSession,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LabSessionView> {
    const { view, isNew } = await this.labSessions.start(learner, body.lab);
    response.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return view;
  }

  /** The sessions that go on. */
  @Get()
  @ApiOkResponse({ standardSchema: labSessionViewSchema, isArray: true })
  @ApiProblems(401)
  list(@CurrentLearner() learner: Learner): Promise<LabSessionView[]> {
    return this.labSessions.list(learner);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(401, 404)
  get(@CurrentLearner() learner: Learner, @Param('id') id: string): Promise<LabSessionView> {
    return this.labSessions.get(learner, id);
  }

  /** Moves the end of the session away, a limited number of times. */
  @Post(':id/extend')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(401, 404, 409)
  extend(@CurrentLearner() learner: Learner, @Param('id') id: string): Promise<LabSessionView> {
    return this.labSessions.extend(learner, id);
  }

  /** A new cluster and an empty home, with the same parameters; the score stays. */
  @Post(':id/reset')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(401, 404, 409)
  reset(@CurrentLearner() learner: Learner, @Param('id') id: string): Promise<LabSessionView> {
    return this.labSessions.reset(learner, id);
  }

  /** Ends the session: its cluster and its files go, the score stays. */
  @Delete(':id')
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(401, 404)
  end(@CurrentLearner() learner: Learner, @Param('id') id: string): Promise<LabSessionView> {
    return this.labSessions.end(learner, id);
  }
}
