import { type LabelRequirement, type LabelSelector, matchesLabels } from '@drillyard/kube-objects';
import type { Labels, Selector } from './api/core.js';

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
};

/** metav1 `LabelSelectorAsSelector`: none selects nothing, an empty one everything. */
export function selects(selector: Selector | undefined, labels: Labels | undefined): boolean {
  return selector !== undefined && matchesLabels(requirementsOf(selector), labels);
}

export function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

export function requirementsOf({
  matchLabels = {},
  matchExpressions = [],
}: Selector): LabelSelector {
  return [
    ...Object.entries(matchLabels).map(
      ([key, value]): LabelRequirement => ({ key, operator: '=', values: [value] }),
    ),
    ...matchExpressions.map(({ key, operator, values = [] }): LabelRequirement => {
      return { key, operator: operators[operator] ?? 'in', values };
    }),
  ];
}
