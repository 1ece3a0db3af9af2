import { type ExecutionContext, UseGuards } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request } from 'express';

/**
 * Attempts to log in from one address. Tokens are 256 random bits, so this is not what keeps
 * guessing hopeless: it keeps the log readable and the disk quiet. Low enough to notice, high
 * enough for a class that shares one address.
 */
export const loginLimits: ThrottlerModuleOptions = {
  throttlers: [{ limit: 30, ttl: 60_000 }],
  skipIf: (context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<Request>();
    return request.method === 'GET' && request.query['token'] === undefined;
  },
};

/** Counts the requests of a route that carry a token. */
export const LimitLogins = () => UseGuards(ThrottlerGuard);
