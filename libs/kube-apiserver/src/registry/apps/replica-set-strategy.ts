import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import type { ResourceStrategy } from '../resource-strategy.js';
import {
  validateSelectorAndTemplate,
  validateSelectorUnchanged,
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
  validate: ({ spec = {} }) => validateSelectorAndTemplate(spec, 'deployment'),
  validateUpdate: (draft, old) => [
    ...validateSelectorAndTemplate(draft['spec'], 'deployment'),
    ...validateSelectorUnchanged(draft, old),
  ],
};
