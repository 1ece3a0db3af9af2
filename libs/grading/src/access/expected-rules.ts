import type { AccessRule, AccessSpec } from '@drillyard/lab-spec';
import { breakdownRule, type PolicyRule } from '@drillyard/rbac';
import { type AccessRequest, describeNamespace } from './access-review.js';
import { parseResourcePath, ruleResource } from './resource-path.js';

export interface ExpectedRule {
  readonly rule: PolicyRule;
  /** Where it must be granted; empty is the whole cluster. */
  readonly namespace: string;
}

/** Rules of a check as RBAC writes them; a resource without a group is of the core group. */
export function toExpectedRules(
  rules: readonly AccessRule[],
  { namespace = '' }: AccessSpec,
): ExpectedRule[] {
  return rules.flatMap((rule) => [
    ...(rule.resources ?? []).map((resource) => ({
      rule: resourceRule(rule, resource),
      namespace: rule.namespace ?? namespace,
    })),
    // A path is of no namespace.
    ...(rule.nonResourceURLs ?? []).map((url) => ({
      rule: { verbs: rule.verbs, nonResourceURLs: [url] },
      namespace: '',
    })),
  ]);
}

function resourceRule({ verbs, apiGroups, resourceNames }: AccessRule, resource: string) {
  const path = parseResourcePath(resource);
  return {
    verbs,
    apiGroups: apiGroups ?? [path.group],
    resources: [apiGroups === undefined ? ruleResource(path) : resource],
    ...(resourceNames && { resourceNames }),
  };
}

/** One request for every verb, resource and name of the rule, or for every verb and path. */
export function toRequests({ rule, namespace }: ExpectedRule): AccessRequest[] {
  return breakdownRule(rule).map((subrule) => {
    const [verb = ''] = subrule.verbs;
    const [path] = subrule.nonResourceURLs ?? [];
    if (path !== undefined) return { verb, path };
    const [resource = '', subresource = ''] = (subrule.resources?.[0] ?? '').split('/');
    const group = subrule.apiGroups?.[0] ?? '';
    return {
      verb,
      group,
      resource,
      subresource,
      namespace,
      name: subrule.resourceNames?.[0] ?? '',
    };
  });
}

/** `get, list pods in namespace atlas` */
export function describeExpected({ rule, namespace }: ExpectedRule): string {
  const where = rule.nonResourceURLs === undefined ? ` ${describeNamespace(namespace)}` : '';
  return `${describeRule(rule)}${where}`;
}

/** `get, list, watch pods, pods/log` */
export function describeRule({
  verbs,
  apiGroups = [''],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): string {
  const groups = apiGroups.filter((group) => group !== '');
  const suffix = groups.length === 0 ? '' : `.${groups.join('|')}`;
  const what = [...resources.map((resource) => withGroup(resource, suffix)), ...nonResourceURLs];
  const names = resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`;
  return `${verbs.join(', ')} ${what.join(', ')}${names}`;
}

function withGroup(resource: string, suffix: string): string {
  const [name = '', subresource] = resource.split('/');
  return `${name}${suffix}${subresource === undefined ? '' : `/${subresource}`}`;
}
