import { type AuthorizationAttributes, aggregateErrors, type User } from '@drillyard/rbac';
import type { AuthorizationDecision, Authorizer, RuleResolver, UserRules } from './authorizer.js';

/** Asks in turn until one allows or denies (apiserver `authorization/union`). */
export class UnionAuthorizer implements Authorizer {
  constructor(private readonly authorizers: readonly Authorizer[]) {}

  async authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    const reasons: string[] = [];
    const errors: string[] = [];
    for (const authorizer of this.authorizers) {
      const answer = await authorizer.authorize(attributes);
      if (answer.decision !== 'NoOpinion') return answer;
      if (answer.reason !== '') reasons.push(answer.reason);
      if (answer.evaluationError !== undefined) errors.push(answer.evaluationError);
    }
    return {
      decision: 'NoOpinion',
      reason: reasons.join('\n'),
      ...(errors.length > 0 && { evaluationError: aggregateErrors(errors) }),
    };
  }
}

/** All that any of the resolvers lists. */
export class UnionRuleResolver implements RuleResolver {
  constructor(private readonly resolvers: readonly RuleResolver[]) {}

  async userRules(user: User, namespace: string): Promise<UserRules> {
    const all = await Promise.all(
      this.resolvers.map((resolver) => resolver.userRules(user, namespace)),
    );
    const errors = all.flatMap(({ evaluationError = [] }) => evaluationError);
    return {
      resourceRules: all.flatMap(({ resourceRules }) => resourceRules),
      nonResourceRules: all.flatMap(({ nonResourceRules }) => nonResourceRules),
      isIncomplete: all.some(({ isIncomplete }) => isIncomplete),
      ...(errors.length > 0 && { evaluationError: aggregateErrors(errors) }),
    };
  }
}
