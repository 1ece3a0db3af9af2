import {
  isLabelValue,
  isQualifiedName,
  type LabelRequirement,
  type LabelSelector,
  matchesLabels,
} from '@drillyard/kube-objects';
import type { LabelSelectorExpression, LabelSelectorObject } from './network-policy.js';

export type Labels = Readonly<Record<string, string>>;

/** A LabelSelector, read once. One that is not valid matches nothing. */
export interface LabelMatcher {
  readonly matches: (labels: Labels) => boolean;
  /** `tier=web, env in (a,b)`; `everything` where it is empty. */
  readonly text: string;
}

/** Upstream's `LabelSelectorAsSelector`; an absent selector is for the caller to judge. */
export function labelMatcher(selector: LabelSelectorObject): LabelMatcher {
  const requirements = toRequirements(selector);
  if (requirements === undefined)
    return { matches: () => false, text: 'a selector that is not valid' };
  return {
    matches: (labels) => matchesLabels(requirements, labels),
    text: requirements.length === 0 ? 'everything' : requirements.map(describe).join(', '),
  };
}

function toRequirements({
  matchLabels,
  matchExpressions,
}: LabelSelectorObject): LabelSelector | undefined {
  const requirements: (LabelRequirement | undefined)[] = [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => requirement(key, '=', [value])),
    ...(matchExpressions ?? []).map(fromExpression),
  ];
  const valid = requirements.filter((each) => each !== undefined);
  return valid.length === requirements.length ? valid : undefined;
}

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

function fromExpression(expression: LabelSelectorExpression): LabelRequirement | undefined {
  const operator = operators[expression.operator];
  if (operator === undefined) return undefined;
  const values = expression.values ?? [];
  const takesValues = operator === 'in' || operator === 'notin';
  return values.length > 0 === takesValues
    ? requirement(expression.key, operator, values)
    : undefined;
}

function requirement(
  key: string,
  operator: LabelRequirement['operator'],
  values: readonly string[],
): LabelRequirement | undefined {
  const isValid =
    isQualifiedName(key).length === 0 && values.every((value) => isLabelValue(value).length === 0);
  return isValid ? { key, operator, values } : undefined;
}

function describe({ key, operator, values }: LabelRequirement): string {
  if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${values.join(',')})`;
  if (operator === 'exists') return key;
  return operator === '!' ? `!${key}` : `${key}=${values[0] ?? ''}`;
}

/** `tier=web, app=shop`; `no labels` */
export function describeLabels(labels: Labels): string {
  const texts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return texts.length === 0 ? 'no labels' : texts.join(', ');
}
