import { type AuthorizationAttributes, aggregateErrors, type User } from '@drillyard/rbac';
import type {
  AuthorizationDecision,
  Authorizer,
  AuthorizerOpinion,
  RuleResolver,
  UserRules,
} from './authorizer.js';

/** Asks in turn until one allows or denies (apiserver `authorization/union`). */
export class UnionAuthorizer implements Authorizer {
  constructor(private readonly authorizers: readonly Authorizer[]) {}

  async authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    const reasons: string[] = [];
    const errors: string[] = [];
    const opinions: AuthorizerOpinion[] = [];
    for (const authorizer of this.authorizers) {
      const answer = await authorizer.authorize(attributes);
      const { authorizer: name, ...opinion } = answer;
      if (name !== undefined) opinions.push({ authorizer: name, ...opinion });
      if (answer.decision !== 'NoOpinion') return withOpinions(answer, opinions);
      if (answer.reason !== '') reasons.push(answer.reason);
      if (answer.evaluationError !== undefined) errors.push(answer.evaluationError);
    }
    const evaluationError = errors.length > 0 ? { evaluationError: aggregateErrors(errors) } : {};
    const nobody = { decision: 'NoOpinion', reason: reasons.join('\n') } as const;
    return withOpinions({ ...nobody, ...evaluationError }, opinions);
  }
}

function withOpinions(
  answer: AuthorizationDecision,
  opinions: readonly AuthorizerOpinion[],
): AuthorizationDecision {
  return opinions.length === 0 ? answer : { ...answer, opinions };
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
