import {
  type AuthorizationAttributes,
  aggregateErrors,
  authorize,
  type RbacReader,
  rulesFor,
  type User,
} from '@drillyard/rbac';
import type { AuthorizationDecision, Authorizer, RuleResolver, UserRules } from './authorizer.js';

/** Upstream's `plugin/pkg/auth/authorizer/rbac`: the pure decision, asked through the port. */
export class RbacAuthorizer implements Authorizer, RuleResolver {
  constructor(private readonly reader: RbacReader) {}

  async authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    const { isAllowed, reason } = authorize(attributes, this.reader);
    return { decision: isAllowed ? 'Allow' : 'NoOpinion', reason };
  }

  async userRules(user: User, namespace: string): Promise<UserRules> {
    const { rules, errors } = rulesFor(user, namespace, this.reader);
    const plain = rules.map(({ rule }) => rule);
    return {
      resourceRules: plain
        .filter(({ resources = [] }) => resources.length > 0)
        .map(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) => {
          return { verbs, apiGroups, resources, resourceNames };
        }),
      nonResourceRules: plain
        .filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
        .map(({ verbs, nonResourceURLs = [] }) => ({ verbs, nonResourceURLs })),
      isIncomplete: false,
      ...(errors.length > 0 && { evaluationError: aggregateErrors(errors) }),
    };
  }
}
