import { isDNS1123Label, isLabelValue, isQualifiedName } from '@drillyard/kube-objects';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateOneOf, validatePositive } from '../scalar-validation.js';

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
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

export function validateTolerations(tolerations: readonly Draft[], field: string): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const { key = '', operator = '', effect = '', tolerationSeconds } = toleration;
    const path = `${field}[${index}]`;
    const errors = key === '' ? [] : invalidValues(`${path}.key`, key, isQualifiedName(key));
    if (key === '' && operator !== 'Exists') {
      const detail =
        'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalidValue(`${path}.operator`, operator, detail));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      errors.push(invalidValue(`${path}.effect`, effect, detail));
    }
    errors.push(...validateTolerationOperator(toleration, path));
    return [...errors, ...validateOneOf(`${path}.effect`, effect || undefined, taintEffects)];
  });
}

function validateTolerationOperator(
  { operator = '', value = '' }: Draft,
  path: string,
): FieldError[] {
  const field = `${path}.operator`;
  switch (operator) {
    case '':
    case 'Equal': {
      const mistakes = isLabelValue(value);
      return mistakes.length === 0 ? [] : [invalidValue(field, value, mistakes.join(';'))];
    }
    case 'Exists': {
      const detail = "value must be empty when `operator` is 'Exists'";
      return value === '' ? [] : [invalidValue(field, value, detail)];
    }
    case 'Lt':
    case 'Gt':
      return [notSupported(field, operator, ['Equal', 'Exists', 'Lt', 'Gt'])];
    default:
      return [notSupported(field, operator, ['Equal', 'Exists'])];
  }
}

export function validateTopologySpread(constraints: readonly Draft[], field: string): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains } = constraint;
    const path = `${field}[${index}]`;
    const errors = validatePositive(`${path}.maxSkew`, maxSkew);
    if (topologyKey === '') errors.push(required(`${path}.topologyKey`, 'can not be empty'));
    const actions = ['DoNotSchedule', 'ScheduleAnyway'];
    errors.push(...validateOneOf(`${path}.whenUnsatisfiable`, whenUnsatisfiable, actions));
    const isRepeated = constraints
      .slice(index + 1)
      .some(
        (each) =>
          each['topologyKey'] === topologyKey && each['whenUnsatisfiable'] === whenUnsatisfiable,
      );
    if (isRepeated) {
      const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
      errors.push(duplicateValue(`${path}.{topologyKey, whenUnsatisfiable}`, pair));
    }
    if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
      const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
      errors.push(invalidValue(`${path}.minDomains`, minDomains, detail));
    }
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
      errors.push(...validateOneOf(`${path}.${name}`, constraint[name], ['Honor', 'Ignore']));
    }
    const selector = constraint['labelSelector'] ?? {};
    return [...errors, ...validateLabelSelector(selector, `${path}.labelSelector`)];
  });
}
