import { Controller, type MessageEvent, Param, Sse } from '@nestjs/common';
import { ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { CurrentLearner } from '../auth/current-learner.decorator.js';
import type { Learner } from '../auth/learner.js';
import { ApiProblems } from '../http/api-problems.decorator.js';
import { labSessionViewSchema } from './lab-session.dto.js';
import { LabSessionEvents } from './lab-session-events.js';

@ApiTags('lab-sessions')
@Controller('api/lab-sessions')
export class LabSessionEventsController {
  constructor(private readonly events: LabSessionEvents) {}

  /** Server-sent events: each `data` is a whole view, the first at once, then one per change. */
  @Sse(':id/events')
  @ApiQuery({
    name: 'language',
    required: false,
    description: 'Goes before Accept-Language, which an event source cannot set',
    schema: { type: 'string' },
  })
  @ApiOkResponse({
    description: 'A stream of text/event-stream; the schema is that of each data field',
    standardSchema: labSessionViewSchema,
  })
  @ApiProblems(401, 404)
  stream(
    @CurrentLearner() learner: Learner,
    @Param('id') id: string,
  ): Promise<Observable<MessageEvent>> {
    return this.events.stream(learner, id);
  }
}
