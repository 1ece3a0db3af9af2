import { invariant } from '@drillyard/errors';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { wantedLanguages } from '../http/wanted-languages.js';
import type { Learner } from './learner.js';
import type { LearnerRequest } from './learner-request.js';

/** The learner whom the authentication guard found behind the cookie, and what they would like to read. */
export const CurrentLearner = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Learner => {
    const request = context.switchToHttp().getRequest<LearnerRequest>();
    invariant(request.learner, 'a route that is public asks for the current learner');
    return { ...request.learner, languages: wantedLanguages(request) };
  },
);
