import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentLearner } from '../auth/current-learner.decorator.js';
import type { Learner } from '../auth/learner.js';
import { ApiProblems } from '../http/api-problems.decorator.js';
import { type LabSessionView, labSessionViewSchema } from '../lab-sessions/lab-session.dto.js';
import { GradingService } from './grading.service.js';
import { type AnswerRequest, answerRequestSchema } from './task.dto.js';

@ApiTags('grading')
@Controller('api/lab-sessions/:id/tasks/:task')
export class GradingController {
  constructor(private readonly grading: GradingService) {}

  /** Reveals the next hint of the task and takes its cost off the score. */
  @Post('hints')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(401, 404, 409)
  revealHint(
    @CurrentLearner() learner: Learner,
    @Param('id') id: string,
    @Param('task') task: string,
  ): Promise<LabSessionView> {
    return this.grading.revealHint(learner, id, task);
  }

  /** Reveals the solution; points of the task not earned yet are forfeited. */
  @Post('solution')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(401, 404, 409)
  revealSolution(
    @CurrentLearner() learner: Learner,
    @Param('id') id: string,
    @Param('task') task: string,
  ): Promise<LabSessionView> {
    return this.grading.revealSolution(learner, id, task);
  }

  /** Answers the question of a check; may be done again. */
  @Put('answers/:check')
  @ApiOkResponse({ standardSchema: labSessionViewSchema })
  @ApiProblems(400, 401, 404, 409)
  answer(
    @CurrentLearner() learner: Learner,
    @Param('id') id: string,
    @Param('task') task: string,
    @Param('check') check: string,
    @Body({ schema: answerRequestSchema }) body: AnswerRequest,
  ): Promise<LabSessionView> {
    return this.grading.answer(learner, { labSessionId: id, task, check, value: body.value });
  }
}
