import type { AccessRule } from '@drillyard/lab-spec';
import { breakdownRule, type PolicyRule } from '@drillyard/rbac';
import type { AccessRequest } from './access-review.js';
import { parseResourcePath, ruleResource } from './resource-path.js';

/** The rules of `exactly` as RBAC writes them; a resource without a group is of the core group. */
export function toPolicyRules(rules: readonly AccessRule[]): PolicyRule[] {
  return rules.flatMap(({ verbs, resources, apiGroups, resourceNames }) =>
    resources.map((resource) => {
      const path = parseResourcePath(resource);
      return {
        verbs,
        apiGroups: apiGroups ?? [path.group],
        resources: [apiGroups === undefined ? ruleResource(path) : resource],
        ...(resourceNames && { resourceNames }),
      };
    }),
  );
}

/** One request for every verb, resource and name of the rules. */
export function toRequests(rules: readonly PolicyRule[], namespace: string): AccessRequest[] {
  return rules.flatMap(breakdownRule).map(({ verbs, apiGroups, resources, resourceNames }) => {
    const [resource = '', subresource = ''] = (resources?.[0] ?? '').split('/');
    return {
      verb: verbs[0] ?? '',
      group: apiGroups?.[0] ?? '',
      resource,
      subresource,
      namespace,
      name: resourceNames?.[0] ?? '',
    };
  });
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
