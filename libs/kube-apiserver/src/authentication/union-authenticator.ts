import { aggregateErrors } from '@drillyard/rbac';
import {
  AuthenticationError,
  type AuthenticationRequest,
  type AuthenticationResult,
  type Authenticator,
  type TokenAuthenticator,
} from './authenticator.js';

/** The first that accepts; a bad credential counts only where no other one is good. */
export class UnionAuthenticator implements Authenticator {
  constructor(private readonly authenticators: readonly Authenticator[]) {}

  async authenticate(request: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    return firstAccepted(this.authenticators, (each) => each.authenticate(request));
  }
}

export class UnionTokenAuthenticator implements TokenAuthenticator {
  constructor(private readonly authenticators: readonly TokenAuthenticator[]) {}

  async authenticateToken(
    token: string,
    audiences?: readonly string[],
  ): Promise<AuthenticationResult | undefined> {
    return firstAccepted(this.authenticators, (each) => each.authenticateToken(token, audiences));
  }
}

async function firstAccepted<T>(
  authenticators: readonly T[],
  ask: (authenticator: T) => Promise<AuthenticationResult | undefined>,
): Promise<AuthenticationResult | undefined> {
  const errors: string[] = [];
  const auditAnnotations: Record<string, string> = {};
  for (const authenticator of authenticators) {
    try {
      const result = await ask(authenticator);
      if (result !== undefined) return result;
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      errors.push(error.message);
      Object.assign(auditAnnotations, error.auditAnnotations);
    }
  }
  if (errors.length > 0) throw new AuthenticationError(aggregateErrors(errors), auditAnnotations);
  return undefined;
}
