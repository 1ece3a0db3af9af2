import { setPodSpecDefaults } from '../core/pod-spec-defaults.js';
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
  setDefaults({ spec }) {
    if (spec === undefined) return;
    spec.replicas ??= 1;
    if (spec.template?.spec) setPodSpecDefaults(spec.template.spec);
  },
  validate: ({ spec = {} }) => validateSelectorAndTemplate(spec, 'deployment'),
  validateUpdate: (draft, old) => [
    ...validateSelectorAndTemplate(draft['spec'], 'deployment'),
    ...validateSelectorUnchanged(draft, old),
  ],
};
