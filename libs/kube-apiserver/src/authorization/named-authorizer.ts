import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { AuthorizationDecision, Authorizer } from './authorizer.js';

/** Puts its name to each answer of an authorizer, so that a chain can tell who answered. */
export class NamedAuthorizer implements Authorizer {
  constructor(
    private readonly name: string,
    private readonly authorizer: Authorizer,
  ) {}

  async authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    return { ...(await this.authorizer.authorize(attributes)), authorizer: this.name };
  }
}
