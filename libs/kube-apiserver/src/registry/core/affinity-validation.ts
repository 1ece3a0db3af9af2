import { isDNS1123Label, isLabelValue, isQualifiedName } from '@drillyard/kube-objects';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  required,
} from '../field-error.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';

const requiredTerms = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredTerms = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Where a pod wants to run, and beside whom. */
export function validateAffinity(affinity: Draft | undefined, field: string): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {};
  return [
    ...(nodeAffinity ? validateNodeAffinity(nodeAffinity, `${field}.nodeAffinity`) : []),
    ...(podAffinity ? validatePodAffinity(podAffinity, `${field}.podAffinity`) : []),
    ...(podAntiAffinity ? validatePodAffinity(podAntiAffinity, `${field}.podAntiAffinity`) : []),
  ];
}

function validateNodeAffinity(affinity: Draft, field: string): FieldError[] {
  const selector = affinity[requiredTerms];
  return [
    ...(selector ? validateNodeSelector(selector, `${field}.${requiredTerms}`) : []),
    ...(affinity[preferredTerms] ?? []).flatMap(({ weight, preference }: Draft, index: number) => {
      const path = `${field}.${preferredTerms}[${index}]`;
      return [
        ...validateWeight(`${path}.weight`, weight),
        ...validateNodeSelectorTerm(preference ?? {}, `${path}.preference`),
      ];
    }),
  ];
}

export function validateNodeSelector(
  { nodeSelectorTerms = [] }: Draft,
  field: string,
): FieldError[] {
  const path = `${field}.nodeSelectorTerms`;
  if (nodeSelectorTerms.length === 0) {
    return [required(path, 'must have at least one node selector term')];
  }
  return nodeSelectorTerms.flatMap((term: Draft, index: number) =>
    validateNodeSelectorTerm(term, `${path}[${index}]`),
  );
}

function validateNodeSelectorTerm(
  { matchExpressions = [], matchFields = [] }: Draft,
  field: string,
): FieldError[] {
  return [
    ...matchExpressions.flatMap((requirement: Draft, index: number) =>
      validateNodeRequirement(requirement, `${field}.matchExpressions[${index}]`),
    ),
    ...matchFields.flatMap((requirement: Draft, index: number) =>
      validateFieldRequirement(requirement, `${field}.matchFields[${index}]`),
    ),
  ];
}

function validateNodeRequirement(
  { key = '', operator = '', values = [] }: Draft,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (['In', 'NotIn'].includes(operator)) {
    if (values.length === 0) {
      const detail = "must be specified when `operator` is 'In' or 'NotIn'";
      errors.push(required(`${field}.values`, detail));
    }
  } else if (['Exists', 'DoesNotExist'].includes(operator)) {
    if (values.length > 0) {
      const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      errors.push(forbiddenValue(`${field}.values`, detail));
    }
  } else if (['Gt', 'Lt'].includes(operator)) {
    if (values.length !== 1) {
      const detail = "must be specified single value when `operator` is 'Lt' or 'Gt'";
      errors.push(required(`${field}.values`, detail));
    }
  } else errors.push(invalidValue(`${field}.operator`, operator, 'not a valid selector operator'));
  errors.push(...invalidValues(`${field}.key`, key, isQualifiedName(key)));
  for (const [index, value] of values.entries()) {
    errors.push(...invalidValues(`${field}.values[${index}]`, value, isLabelValue(value)));
  }
  return errors;
}

function validateFieldRequirement(
  { key = '', operator = '', values = [] }: Draft,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!['In', 'NotIn'].includes(operator)) {
    errors.push(invalidValue(`${field}.operator`, operator, 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const detail =
      "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(`${field}.values`, detail));
  }
  if (key === 'metadata.name') return errors;
  return [...errors, invalidValue(`${field}.key`, key, 'not a valid field selector key')];
}

function validateWeight(field: string, weight = 0): FieldError[] {
  if (weight >= 1 && weight <= 100) return [];
  return [invalidValue(field, weight, 'must be in the range 1-100')];
}

function validatePodAffinity(affinity: Draft, field: string): FieldError[] {
  return [
    ...(affinity[requiredTerms] ?? []).flatMap((term: Draft, index: number) =>
      validatePodAffinityTerm(term, `${field}.${requiredTerms}[${index}]`),
    ),
    ...(affinity[preferredTerms] ?? []).flatMap(
      ({ weight, podAffinityTerm = {} }: Draft, index: number) => {
        const path = `${field}.${preferredTerms}[${index}]`;
        return [
          ...validateWeight(`${path}.weight`, weight),
          ...validatePodAffinityTerm(podAffinityTerm, `${path}.podAffinityTerm`),
        ];
      },
    ),
  ];
}

function validatePodAffinityTerm(
  { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' }: Draft,
  field: string,
): FieldError[] {
  const path = `${field}.topologyKey`;
  return [
    ...validateLabelSelector(labelSelector ?? {}, `${field}.labelSelector`),
    ...validateLabelSelector(namespaceSelector ?? {}, `${field}.namespaceSelector`),
    ...namespaces.flatMap((name: string) =>
      invalidValues(`${field}.namespace`, name, isDNS1123Label(name)),
    ),
    ...(topologyKey === '' ? [required(path, 'can not be empty')] : []),
    ...invalidValues(path, topologyKey, isQualifiedName(topologyKey)),
  ];
}
