import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { Response } from 'express';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { requestIdOf } from './request-id.js';
import { toProblem } from './to-problem.js';

/** Answers every error of a request as a problem; those that are not the client's are logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error, requestIdOf(response));
    if (problem.status >= 500) {
      this.logger.error({ err: error, requestId: problem.requestId }, 'a request failed');
    }
    if (response.headersSent) response.end();
    else response.status(problem.status).type('application/problem+json').json(problem);
  }
}
