import { aggregateErrors } from '@drillyard/rbac';
import { withAuthenticatedGroup } from '../../authentication/authentication-chain.js';
import {
  AuthenticationError,
  type AuthenticationResult,
  type TokenAuthenticator,
} from '../../authentication/authenticator.js';
import { badRequest } from '../../status-error.js';
import type { ReviewHandler } from '../resource-strategy.js';
import { authenticationGroup } from './self-subject-review.js';
import { encodeUserInfo } from './user-info.js';

/** Whose token is this? (upstream `pkg/registry/authentication/tokenreview`) */
export function tokenReview(
  tokens: TokenAuthenticator,
  apiAudiences: readonly string[],
): ReviewHandler {
  return {
    group: authenticationGroup,
    resource: 'tokenreviews',
    async create(draft) {
      const { token = '', audiences = [] } = draft['spec'] ?? {};
      if (token === '') throw badRequest('token is required for TokenReview in authentication');
      const asked: readonly string[] = audiences.length > 0 ? audiences : apiAudiences;
      return { ...draft, status: await review(tokens, token, asked) };
    },
  };
}

async function review(tokens: TokenAuthenticator, token: string, audiences: readonly string[]) {
  try {
    const result = await tokens.authenticateToken(token, audiences);
    return result === undefined ? refused() : accepted(result);
  } catch (error) {
    if (error instanceof AuthenticationError) return refused(error.message);
    throw error;
  }
}

/** The server's own loopback token is tried first upstream, and what that says always shows. */
function refused(...errors: readonly string[]) {
  return { user: {}, error: aggregateErrors(['invalid bearer token', ...errors]) };
}

function accepted({ user, audiences }: AuthenticationResult) {
  return {
    authenticated: true,
    user: encodeUserInfo(withAuthenticatedGroup(user)),
    ...(audiences && { audiences }),
  };
}
