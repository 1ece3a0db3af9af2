import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import {
  validateSelectorAndTemplate,
  validateSelectorUnchanged,
} from './pod-template-validation.js';

export const daemonSetStrategy: ResourceStrategy = {
  group: 'apps',
  resource: 'daemonsets',
  setDefaults(draft) {
    draft['spec'] ??= {};
    const { spec } = draft;
    spec.updateStrategy ??= {};
    setUpdateStrategyDefaults(spec.updateStrategy);
    spec.revisionHistoryLimit ??= 10;
    setPodTemplateDefaults(spec);
  },
  validate: ({ spec = {} }) => validateSelectorAndTemplate(spec, 'daemonset'),
  validateUpdate: (draft, old) => [
    ...validateSelectorAndTemplate(draft['spec'], 'daemonset'),
    ...validateSelectorUnchanged(draft, old),
  ],
};

function setUpdateStrategyDefaults(strategy: Draft): void {
  strategy['type'] ||= 'RollingUpdate';
  if (strategy['type'] !== 'RollingUpdate') return;
  strategy['rollingUpdate'] ??= {};
  strategy['rollingUpdate'].maxUnavailable ??= 1;
  strategy['rollingUpdate'].maxSurge ??= 0;
}
