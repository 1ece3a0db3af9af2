import type { AuthorizationAttributes } from './attributes.js';
import type { PolicyRule } from './policy.js';

/** Whether one rule allows a request (upstream `plugin/pkg/auth/authorizer/rbac` `RuleAllows`). */
export function ruleAllows(attributes: AuthorizationAttributes, rule: PolicyRule): boolean {
  if (!attributes.isResourceRequest) {
    return listMatches(rule.verbs, attributes.verb) && nonResourceUrlMatches(rule, attributes.path);
  }
  return (
    listMatches(rule.verbs, attributes.verb) &&
    listMatches(rule.apiGroups, attributes.apiGroup) &&
    resourceMatches(rule, attributes.resource, attributes.subresource) &&
    resourceNameMatches(rule, attributes.name)
  );
}

/** Verbs and API groups: `*` is any. */
function listMatches(allowed: readonly string[] | undefined, requested: string): boolean {
  return allowed !== undefined && (allowed.includes('*') || allowed.includes(requested));
}

// `*` is every resource and subresource, `*/scale` is one subresource of any resource.
function resourceMatches(rule: PolicyRule, resource: string, subresource: string): boolean {
  const requested = subresource === '' ? resource : `${resource}/${subresource}`;
  return (
    rule.resources?.some(
      (allowed) =>
        allowed === '*' ||
        allowed === requested ||
        (subresource !== '' && allowed === `*/${subresource}`),
    ) ?? false
  );
}

/** No names are all names; a request without a name (list, create) matches only that. */
function resourceNameMatches({ resourceNames = [] }: PolicyRule, name: string): boolean {
  return resourceNames.length === 0 || resourceNames.includes(name);
}

function nonResourceUrlMatches({ nonResourceURLs = [] }: PolicyRule, path: string): boolean {
  return nonResourceURLs.some((allowed) => allowed === '*' || urlCovers(allowed, path));
}

/** A trailing `*` is any ending. */
export function urlCovers(allowed: string, path: string): boolean {
  return (
    allowed === path || (allowed.endsWith('*') && path.startsWith(allowed.replace(/\*+$/, '')))
  );
}
