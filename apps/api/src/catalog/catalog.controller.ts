import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentLearner } from '../auth/current-learner.decorator.js';
import type { Learner } from '../auth/learner.js';
import { ApiProblems } from '../http/api-problems.decorator.js';
import { CatalogService } from './catalog.service.js';
import {
  type LabDetails,
  type LabSummary,
  labDetailsSchema,
  labSummarySchema,
  type Track,
  trackSchema,
} from './lab.dto.js';

@ApiTags('catalog')
@Controller('api')
export class CatalogController {
  constructor(private readonly catalog: CatalogService) {}

  /** The labs of this server, with the learner's best score of each. */
  @Get('labs')
  @ApiOkResponse({ standardSchema: labSummarySchema, isArray: true })
  @ApiProblems(401)
  list(@CurrentLearner() learner: Learner): Promise<LabSummary[]> {
    return this.catalog.list(learner);
  }

  /** What groups of labs are about, in the order in which to learn. */
  @Get('tracks')
  @ApiOkResponse({ standardSchema: trackSchema, isArray: true })
  @ApiProblems(401)
  listTracks(@CurrentLearner() learner: Learner): Track[] {
    return this.catalog.listTracks(learner);
  }

  @Get('labs/:name')
  @ApiOkResponse({ standardSchema: labDetailsSchema })
  @ApiProblems(401, 404)
  get(@CurrentLearner() learner: Learner, @Param('name') name: string): Promise<LabDetails> {
    return this.catalog.get(learner, name);
  }
}
