import { isDeepStrictEqual } from 'node:util';
import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import {
  nameWarnings,
  validateSelectorAndTemplate,
  validateSelectorUnchanged,
} from './pod-template-validation.js';

export const deploymentStrategy: ResourceStrategy = {
  group: 'apps',
  resource: 'deployments',
  setDefaults(draft) {
    draft['spec'] ??= {};
    const { spec } = draft;
    spec.replicas ??= 1;
    spec.strategy ??= {};
    setRollingUpdateDefaults(spec.strategy);
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
    setPodTemplateDefaults(spec);
  },
  prepareForUpdate(draft, old) {
    // Replica sets copy the annotations: a change of them is to be observed too.
    const { annotations } = draft['metadata'];
    const changed = !isDeepStrictEqual(annotations ?? {}, old.metadata.annotations ?? {});
    if (changed) draft['metadata'].generation = (old.metadata.generation ?? 0) + 1;
  },
  validate: ({ spec = {} }) => validateSelectorAndTemplate(spec, 'deployment'),
  validateUpdate: (draft, old) => [
    ...validateSelectorAndTemplate(draft['spec'], 'deployment'),
    ...validateSelectorUnchanged(draft, old),
  ],
  warnings: nameWarnings,
};

function setRollingUpdateDefaults(strategy: Draft): void {
  strategy['type'] ||= 'RollingUpdate';
  if (strategy['type'] !== 'RollingUpdate') return;
  strategy['rollingUpdate'] ??= {};
  strategy['rollingUpdate'].maxUnavailable ??= '25%';
  strategy['rollingUpdate'].maxSurge ??= '25%';
}
