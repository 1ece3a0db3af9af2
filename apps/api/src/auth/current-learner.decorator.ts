import { invariant } from '@drillyard/errors';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { LearnerRequest } from './learner-request.js';

/** The learner whom the authentication guard found behind the cookie. */
export const CurrentLearner = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const { learner } = context.switchToHttp().getRequest<LearnerRequest>();
  invariant(learner, 'a route that is public asks for the current learner');
  return learner;
});
