/** Authorizers that do not look anything up (apiserver `authorizerfactory/builtin.go`). */
import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { AuthorizationDecision, Authorizer, RuleResolver, UserRules } from './authorizer.js';

export class AlwaysAllowAuthorizer implements Authorizer, RuleResolver {
  async authorize(): Promise<AuthorizationDecision> {
    return { decision: 'Allow', reason: '' };
  }

  async userRules(): Promise<UserRules> {
    const everything = ['*'];
    return {
      resourceRules: [
        { verbs: everything, apiGroups: everything, resources: everything, resourceNames: [] },
      ],
      nonResourceRules: [{ verbs: everything, nonResourceURLs: everything }],
      isIncomplete: false,
    };
  }
}

export class AlwaysDenyAuthorizer implements Authorizer, RuleResolver {
  async authorize(): Promise<AuthorizationDecision> {
    return { decision: 'NoOpinion', reason: 'Everything is forbidden.' };
  }

  async userRules(): Promise<UserRules> {
    return { resourceRules: [], nonResourceRules: [], isIncomplete: false };
  }
}

/** Allows the members of some groups everything: it stands first, so that nothing locks them out. */
export class PrivilegedGroupsAuthorizer implements Authorizer {
  constructor(private readonly groups: readonly string[]) {}

  async authorize({ user }: AuthorizationAttributes): Promise<AuthorizationDecision> {
    const isPrivileged = user.groups.some((group) => this.groups.includes(group));
    return { decision: isPrivileged ? 'Allow' : 'NoOpinion', reason: '' };
  }
}
