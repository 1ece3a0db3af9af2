import { type KubeObject, type LabelSelector, matchesLabels } from '@drillyard/kube-objects';
import type { PolicyRule, Role } from '@drillyard/rbac';
import type { LabelSelectorSpec } from '../label-selector-validation.js';

/**
 * The rules an aggregated ClusterRole has by its selectors: those of the other roles, by name, none
 * twice (upstream `pkg/controller/clusterroleaggregation`). Undefined for a role that gathers none.
 */
export function aggregatedRules(
  role: KubeObject,
  clusterRoles: readonly KubeObject[],
): PolicyRule[] | undefined {
  const selectors = aggregationSelectors(role);
  if (selectors === undefined) return undefined;
  const sorted = [...clusterRoles].sort((a, b) => compareNames(nameOf(a), nameOf(b)));
  const rules = new Map<string, PolicyRule>();
  for (const selector of selectors.map(toSelector)) {
    for (const other of sorted) {
      if (nameOf(other) === nameOf(role)) continue;
      if (!matchesLabels(selector, other.metadata.labels)) continue;
      for (const rule of (other as Role).rules ?? []) rules.set(ruleKey(rule), rule);
    }
  }
  return [...rules.values()];
}

export function aggregationSelectors(role: KubeObject): readonly LabelSelectorSpec[] | undefined {
  // The schema has been checked where the object came in.
  const { aggregationRule } = role as {
    aggregationRule?: { clusterRoleSelectors?: readonly LabelSelectorSpec[] };
  };
  return aggregationRule && (aggregationRule.clusterRoleSelectors ?? []);
}

/** Equal where two rules are semantically: an empty list is as good as none. */
export function ruleKey(rule: PolicyRule): string {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
}

/** metav1 `LabelSelectorAsSelector`, of a selector that was validated. */
function toSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelectorSpec): LabelSelector {
  const operators = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' } as const;
  return [
    ...Object.entries(matchLabels).map(([key, value]) => {
      return { key, operator: '=' as const, values: [value] };
    }),
    ...matchExpressions.map(({ key = '', operator, values = [] }) => ({
      key,
      operator: operators[operator as keyof typeof operators],
      values,
    })),
  ];
}

function nameOf(object: KubeObject): string {
  return object.metadata.name ?? '';
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
