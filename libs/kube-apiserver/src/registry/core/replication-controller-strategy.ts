import { invalidValue, required } from '../field-error.js';
import type { ResourceStrategy } from '../resource-strategy.js';
import { setPodTemplateDefaults } from './pod-spec-defaults.js';
import { validatePodSpec } from './pod-spec-validation.js';

export const replicationControllerStrategy: ResourceStrategy = {
  group: '',
  resource: 'replicationcontrollers',
  fieldSelectors: ['status.replicas'],
  setDefaults(draft) {
    draft['spec'] ??= {};
    const { spec, metadata } = draft;
    spec.replicas ??= 1;
    setPodTemplateDefaults(spec);
    const labels = spec.template.metadata?.labels;
    if (labels === undefined) return;
    spec.selector ??= { ...labels };
    if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
  },
  validate({ spec = {} }) {
    const { selector = {}, template = {} } = spec;
    const labels: Record<string, string> = template.metadata?.labels ?? {};
    const errors = validatePodSpec(template.spec ?? {}, 'spec.template.spec');
    if (Object.keys(selector).length === 0) return [required('spec.selector'), ...errors];
    const matches = Object.entries(selector).every(([key, value]) => labels[key] === value);
    if (matches) return errors;
    const detail = '`selector` does not match template `labels`';
    return [invalidValue('spec.template.metadata.labels', labels, detail), ...errors];
  },
};
