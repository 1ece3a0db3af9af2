import type { RuleResolver } from '../../authorization/authorizer.js';
import { badRequest } from '../../status-error.js';
import type { ReviewHandler } from '../resource-strategy.js';
import { authorizationGroup } from './access-reviews.js';

/** What may I do here? As far as the authorizers can list it. */
export function selfSubjectRulesReview(ruleResolver: RuleResolver): ReviewHandler {
  return {
    group: authorizationGroup,
    resource: 'selfsubjectrulesreviews',
    async create(draft, { user }) {
      const namespace: string = draft['spec']?.namespace ?? '';
      if (namespace === '') throw badRequest('no namespace on request');
      const rules = await ruleResolver.userRules(user, namespace);
      return {
        kind: draft['kind'],
        apiVersion: draft['apiVersion'],
        metadata: {},
        spec: {},
        status: {
          resourceRules: rules.resourceRules.map(({ resourceNames, ...rule }) => ({
            ...rule,
            ...(resourceNames.length > 0 && { resourceNames }),
          })),
          nonResourceRules: rules.nonResourceRules,
          incomplete: rules.isIncomplete,
          ...(rules.evaluationError && { evaluationError: rules.evaluationError }),
        },
      };
    },
  };
}
