import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import type { FieldError } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateNonNegative } from '../scalar-validation.js';
import {
  templateWarnings,
  validateSelectorAndTemplate,
  validateSelectorUnchanged,
  workloads,
} from './pod-template-validation.js';

export const replicaSetStrategy: ResourceStrategy = {
  group: 'apps',
  resource: 'replicasets',
  fieldSelectors: ['status.replicas'],
  selectableField: ({ status }, field) =>
    field === 'status.replicas'
      ? String((status as { replicas?: number })?.replicas ?? 0)
      : undefined,
  setDefaults(draft) {
    draft['spec'] ??= {};
    const { spec } = draft;
    spec.replicas ??= 1;
    setPodTemplateDefaults(spec);
  },
  validate,
  warnings: templateWarnings,
  validateUpdate: (draft, old) => [...validate(draft), ...validateSelectorUnchanged(draft, old)],
};

function validate({ spec = {} }: Draft): FieldError[] {
  return [
    ...validateNonNegative('spec.replicas', spec.replicas),
    ...validateNonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelectorAndTemplate(spec, workloads.deployment),
  ];
}
