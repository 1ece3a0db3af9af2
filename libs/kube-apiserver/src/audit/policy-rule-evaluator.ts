import type { AuthorizationAttributes } from '@drillyard/rbac';
import type {
  AuditLevel,
  AuditPolicy,
  AuditPolicyRule,
  AuditStage,
  GroupResources,
} from './audit-policy.js';

/** What is recorded of one request (apiserver `RequestAuditConfig`). */
export interface RequestAuditConfig {
  readonly level: AuditLevel;
  readonly omitStages: ReadonlySet<AuditStage>;
  readonly omitManagedFields: boolean;
}

/** The first rule that matches; nothing is recorded where none does (`audit/policy/checker.go`). */
export function evaluatePolicyRule(
  policy: AuditPolicy,
  attributes: AuthorizationAttributes,
): RequestAuditConfig {
  const rule = policy.rules.find((candidate) => ruleMatches(candidate, attributes));
  return {
    level: rule?.level ?? 'None',
    omitStages: new Set([...(policy.omitStages ?? []), ...(rule?.omitStages ?? [])]),
    omitManagedFields: rule?.omitManagedFields ?? policy.omitManagedFields ?? false,
  };
}

function ruleMatches(rule: AuditPolicyRule, attributes: AuthorizationAttributes): boolean {
  const { users = [], userGroups = [], verbs = [], namespaces = [], resources = [] } = rule;
  const { user, verb } = attributes;
  if (users.length > 0 && !users.includes(user.name)) return false;
  if (userGroups.length > 0 && !user.groups.some((group) => userGroups.includes(group))) {
    return false;
  }
  if (verbs.length > 0 && !verbs.includes(verb)) return false;
  if (namespaces.length > 0 || resources.length > 0) return resourceMatches(rule, attributes);
  const { nonResourceURLs = [] } = rule;
  if (nonResourceURLs.length === 0) return true;
  return (
    !attributes.isResourceRequest &&
    nonResourceURLs.some((pattern) => pathMatches(attributes.path, pattern))
  );
}

function resourceMatches(
  { namespaces = [], resources = [] }: AuditPolicyRule,
  attributes: AuthorizationAttributes,
): boolean {
  if (!attributes.isResourceRequest) return false;
  if (namespaces.length > 0 && !namespaces.includes(attributes.namespace)) return false;
  return resources.length === 0 || resources.some((each) => groupMatches(each, attributes));
}

function groupMatches(
  { group = '', resources = [], resourceNames = [] }: GroupResources,
  { apiGroup, resource, subresource, name }: AuthorizationAttributes,
): boolean {
  if (group !== apiGroup && group !== '*') return false;
  if (resources.length === 0) return true;
  if (resourceNames.length > 0 && !resourceNames.includes(name)) return false;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  return resources.some(
    (pattern) =>
      pattern === '*' ||
      pattern === full ||
      pattern === `${resource}/*` ||
      (subresource !== '' && pattern === `*/${subresource}`),
  );
}

function pathMatches(path: string, pattern: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  return pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, ''));
}
