import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RequestError } from '../request-error.js';
import { AuthService } from './auth.service.js';
import type { LearnerRequest } from './learner-request.js';
import { isOperatorOnlyKey, requireOperator } from './operator-only.decorator.js';
import { isPublicKey } from './public.decorator.js';

/** Lets a request in whose cookie names a learner; every route that is not public needs one. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly auth: AuthService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(isPublicKey, targets)) return true;
    const request = context.switchToHttp().getRequest<LearnerRequest>();
    const learner = await this.auth.authenticate(request);
    if (learner === undefined) {
      throw new RequestError(
        'NOT_LOGGED_IN',
        'You are not logged in. Open the link that the server printed at start, or enter its token.',
      );
    }
    if (this.reflector.getAllAndOverride<boolean>(isOperatorOnlyKey, targets)) {
      requireOperator(learner);
    }
    request.learner = learner;
    return true;
  }
}
