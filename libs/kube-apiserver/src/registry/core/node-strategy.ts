import { isLabelValue } from '@drillyard/kube-objects';
import { duplicateValue, type FieldError, invalidValue, required } from '../field-error.js';
import { validateCidr } from '../ip-validation.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateOneOf, validateQualifiedNameField } from '../scalar-validation.js';
import { taintEffects } from './pod-scheduling-validation.js';

export const nodeStrategy: ResourceStrategy = {
  group: '',
  resource: 'nodes',
  // A kubelet registers its node with the status it has.
  keepsStatusOnCreate: true,
  fieldSelectors: ['spec.unschedulable'],
  selectableField: ({ spec }, field) =>
    field === 'spec.unschedulable'
      ? String((spec as Draft)?.['unschedulable'] ?? false)
      : undefined,
  setDefaults({ status }) {
    if (status?.capacity) status.allocatable ??= { ...status.capacity };
  },
  validate,
  validateUpdate: validate,
};

function validate({ spec = {} }: Draft): FieldError[] {
  const { taints = [], podCIDR, podCIDRs = podCIDR ? [podCIDR] : [] } = spec;
  return [
    // Taints were annotations once.
    ...validateTaints(taints, 'metadata.taints'),
    ...podCIDRs.flatMap((range: string, index: number) =>
      validateCidr(`spec.podCIDRs[${index}]`, range),
    ),
  ];
}

function validateTaints(taints: readonly Draft[], field: string): FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap(({ key = '', value = '', effect = '', timeAdded }, index) => {
    const path = `${field}[${index}]`;
    const errors = validateQualifiedNameField(`${path}.key`, key);
    const mistakes = isLabelValue(value);
    if (mistakes.length > 0) errors.push(invalidValue(`${path}.value`, value, mistakes.join(';')));
    if (effect === '') errors.push(required(`${path}.effect`));
    else errors.push(...validateOneOf(`${path}.effect`, effect, taintEffects));
    if (seen.has(`${key}:${effect}`)) {
      const shown = { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded ?? null };
      const detail = 'taints must be unique by key and effect pair';
      errors.push({ ...duplicateValue(path, shown), detail });
    }
    seen.add(`${key}:${effect}`);
    return errors;
  });
}
