import { isLabelValue, isQualifiedName } from '@drillyard/kube-objects';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateOneOf, validatePositive } from '../scalar-validation.js';

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
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
