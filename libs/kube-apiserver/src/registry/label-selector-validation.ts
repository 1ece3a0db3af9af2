/** Mistakes in a metav1 `LabelSelector`, in upstream's words (`meta/v1/validation`). */
import { isLabelValue, isQualifiedName, type LabelRequirement } from '@drillyard/kube-objects';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  required,
} from './field-error.js';

export interface SelectorRequirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** The wire form of a selector. */
export interface LabelSelectorSpec {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly SelectorRequirement[];
}

export function validateLabelSelector(
  { matchLabels = {}, matchExpressions = [] }: LabelSelectorSpec,
  field: string,
): FieldError[] {
  const labels = Object.entries(matchLabels).flatMap(([key, value]) => [
    ...invalidValues(`${field}.matchLabels`, key, isQualifiedName(key)),
    ...invalidValues(`${field}.matchLabels`, value, isLabelValue(value)),
  ]);
  const expressions = matchExpressions.flatMap((requirement, index) =>
    validateLabelSelectorRequirement(requirement, `${field}.matchExpressions[${index}]`),
  );
  return [...labels, ...expressions];
}

/** Access reviews take operators they do not know: newer clients may. */
export function validateLabelSelectorRequirement(
  requirement: SelectorRequirement,
  field: string,
  { allowUnknownOperator = false } = {},
): FieldError[] {
  const { key = '', values = [] } = requirement;
  return [
    ...validateOperator(requirement, field, allowUnknownOperator),
    ...invalidValues(`${field}.key`, key, isQualifiedName(key)),
    ...values.flatMap((value, index) =>
      invalidValues(`${field}.values[${index}]`, value, isLabelValue(value)),
    ),
  ];
}

/** Of access reviews; their operators may be unknown as well. */
export function validateFieldSelectorRequirement(
  requirement: SelectorRequirement,
  field: string,
): FieldError[] {
  const keyErrors = requirement.key ? [] : [required(`${field}.key`, 'must be specified')];
  return [...keyErrors, ...validateOperator(requirement, field, true)];
}

function validateOperator(
  { operator = '', values = [] }: SelectorRequirement,
  field: string,
  allowUnknownOperator: boolean,
): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn': {
      const detail = "must be specified when `operator` is 'In' or 'NotIn'";
      return values.length === 0 ? [required(`${field}.values`, detail)] : [];
    }
    case 'Exists':
    case 'DoesNotExist': {
      const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      return values.length > 0 ? [forbiddenValue(`${field}.values`, detail)] : [];
    }
    default:
      return allowUnknownOperator
        ? []
        : [invalidValue(`${field}.operator`, operator, 'not a valid selector operator')];
  }
}

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

/** What a selector that has no mistakes asks of labels. */
export function requirementsOf({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelectorSpec): LabelRequirement[] {
  return [
    ...Object.entries<string>(matchLabels).map(([key, value]): LabelRequirement => {
      return { key, operator: '=', values: [value] };
    }),
    ...matchExpressions.map(({ key = '', operator = '', values = [] }): LabelRequirement => {
      return { key, operator: operators[operator] ?? 'exists', values };
    }),
  ];
}
