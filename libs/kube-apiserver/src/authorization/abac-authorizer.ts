import { type AuthorizationAttributes, type User, urlCovers } from '@drillyard/rbac';
import type { AbacPolicy } from './abac-policy.js';
import type { AuthorizationDecision, Authorizer, RuleResolver, UserRules } from './authorizer.js';

const readVerbs = ['get', 'list', 'watch'];

/** Policies of a file: one that matches allows (upstream `pkg/auth/authorizer/abac`). */
export class AbacAuthorizer implements Authorizer, RuleResolver {
  constructor(private readonly policies: readonly AbacPolicy[]) {}

  async authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    const isAllowed = this.policies.some(
      (policy) =>
        matchesSubject(policy, attributes.user) &&
        (!policy.readonly || readVerbs.includes(attributes.verb)) &&
        matchesRequest(policy, attributes),
    );
    if (isAllowed) return { decision: 'Allow', reason: '' };
    return { decision: 'NoOpinion', reason: 'No policy matched.' };
  }

  async userRules(user: User, namespace: string): Promise<UserRules> {
    const own = this.policies.filter(
      (policy) => matchesSubject(policy, user) && ['*', namespace].includes(policy.namespace),
    );
    const verbs = (policy: AbacPolicy) => (policy.readonly ? readVerbs : ['*']);
    return {
      resourceRules: own
        .filter(({ resource }) => resource !== '')
        .map((policy) => {
          const { apiGroup, resource } = policy;
          return {
            verbs: verbs(policy),
            apiGroups: [apiGroup],
            resources: [resource],
            resourceNames: [],
          };
        }),
      nonResourceRules: own
        .filter(({ nonResourcePath }) => nonResourcePath !== '')
        .map((policy) => {
          return { verbs: verbs(policy), nonResourceURLs: [policy.nonResourcePath] };
        }),
      isIncomplete: false,
    };
  }
}

/** A policy names a user, a group, or both; what it names must fit. */
function matchesSubject({ user, group }: AbacPolicy, { name, groups }: User): boolean {
  if (user === '' && group === '') return false;
  return (
    (user === '' || user === '*' || user === name) &&
    (group === '' || group === '*' || groups.includes(group))
  );
}

function matchesRequest(policy: AbacPolicy, attributes: AuthorizationAttributes): boolean {
  if (!attributes.isResourceRequest) {
    const { nonResourcePath } = policy;
    return nonResourcePath === '*' || urlCovers(nonResourcePath, attributes.path);
  }
  return (
    ['*', attributes.namespace].includes(policy.namespace) &&
    ['*', attributes.resource].includes(policy.resource) &&
    ['*', attributes.apiGroup].includes(policy.apiGroup)
  );
}
