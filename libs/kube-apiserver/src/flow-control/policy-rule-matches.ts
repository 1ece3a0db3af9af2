import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { Draft } from '../registry/resource-strategy.js';

/** Whether a FlowSchema's rule is about a request (apiserver `util/flowcontrol/rule.go`). */
export function policyRuleMatches(rule: Draft, attributes: AuthorizationAttributes): boolean {
  const { subjects = [], resourceRules = [], nonResourceRules = [] } = rule;
  if (!subjects.some((subject: Draft) => subjectMatches(subject, attributes.user))) return false;
  return attributes.isResourceRequest
    ? resourceRules.some((candidate: Draft) => resourceRuleMatches(candidate, attributes))
    : nonResourceRules.some((candidate: Draft) => nonResourceRuleMatches(candidate, attributes));
}

function subjectMatches(
  subject: Draft,
  { name, groups }: AuthorizationAttributes['user'],
): boolean {
  switch (subject['kind']) {
    case 'User':
      return subject['user']?.name === '*' || subject['user']?.name === name;
    case 'Group':
      return subject['group']?.name === '*' || groups.includes(subject['group']?.name);
    case 'ServiceAccount': {
      const { namespace, name: account } = subject['serviceAccount'] ?? {};
      const prefix = `system:serviceaccount:${namespace}:`;
      return account === '*' ? name.startsWith(prefix) : name === `${prefix}${account}`;
    }
    default:
      return false;
  }
}

function resourceRuleMatches(rule: Draft, attributes: AuthorizationAttributes): boolean {
  const { verbs = [], apiGroups = [], resources = [], namespaces = [] } = rule;
  const { verb, apiGroup, resource, subresource, namespace } = attributes;
  const path = subresource === '' ? resource : `${resource}/${subresource}`;
  if (!includes(verbs, verb) || !includes(resources, path)) return false;
  if (!includes(apiGroups, apiGroup)) return false;
  return namespace === '' ? rule['clusterScope'] === true : includes(namespaces, namespace);
}

function nonResourceRuleMatches(rule: Draft, { verb, path }: AuthorizationAttributes): boolean {
  const { verbs = [], nonResourceURLs = [] } = rule;
  if (!includes(verbs, verb)) return false;
  return nonResourceURLs.some(
    (url: string) =>
      url === '*' || url === path || (url.endsWith('/*') && path.startsWith(url.slice(0, -1))),
  );
}

function includes(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}
