import { Controller, Delete, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentLearner } from '../auth/current-learner.decorator.js';
import type { Learner } from '../auth/learner.js';
import { ApiProblems } from '../http/api-problems.decorator.js';
import { type TerminalView, terminalViewSchema } from './terminal.dto.js';
import { TerminalsService } from './terminals.service.js';

@ApiTags('terminals')
@Controller('api')
export class TerminalsController {
  constructor(private readonly terminals: TerminalsService) {}

  /** Opens one more shell in the workspace of a session that is ready. */
  @Post('lab-sessions/:id/terminals')
  @ApiCreatedResponse({ standardSchema: terminalViewSchema })
  @ApiProblems(401, 404, 409, 429)
  open(@CurrentLearner() learner: Learner, @Param('id') id: string): Promise<TerminalView> {
    return this.terminals.open(learner, id);
  }

  /** Hangs up the shell and everything it started. */
  @Delete('terminals/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(401, 404)
  close(@CurrentLearner() learner: Learner, @Param('id') id: string): Promise<void> {
    return this.terminals.close(learner, id);
  }

  /** What the terminal showed, as an asciicast v2 file. */
  @Get('terminals/:id/recording')
  @ApiProduces('application/x-asciicast')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems(401, 404)
  async recording(
    @CurrentLearner() learner: Learner,
    @Param('id') id: string,
  ): Promise<StreamableFile> {
    const { stream, fileName } = await this.terminals.recording(learner, id);
    return new StreamableFile(stream, {
      type: 'application/x-asciicast',
      disposition: `attachment; filename="${fileName}"`,
    });
  }
}
