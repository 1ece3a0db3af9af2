import { isDeepStrictEqual } from 'node:util';
import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import { type FieldError, invalidValue } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateNonNegative } from '../scalar-validation.js';
import {
  nameWarnings,
  templateWarnings,
  validateSelectorAndTemplate,
  validateSelectorUnchanged,
  workloads,
} from './pod-template-validation.js';
import { validateDeploymentStrategy } from './update-strategy-validation.js';

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
  validate,
  validateUpdate: (draft, old) => [...validate(draft), ...validateSelectorUnchanged(draft, old)],
  warnings: (draft) => [...nameWarnings(draft), ...templateWarnings(draft)],
};

function validate({ spec = {} }: Draft): FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = spec;
  const deadlineField = 'spec.progressDeadlineSeconds';
  const isEarly = deadline !== undefined && deadline <= minReadySeconds;
  return [
    ...validateNonNegative('spec.replicas', spec.replicas),
    ...validateSelectorAndTemplate(spec, workloads.deployment),
    ...validateDeploymentStrategy(spec.strategy, 'spec.strategy'),
    ...validateNonNegative('spec.minReadySeconds', minReadySeconds),
    ...validateNonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...validateNonNegative(deadlineField, deadline),
    ...(isEarly
      ? [invalidValue(deadlineField, deadline, 'must be greater than minReadySeconds')]
      : []),
  ];
}

function setRollingUpdateDefaults(strategy: Draft): void {
  strategy['type'] ||= 'RollingUpdate';
  if (strategy['type'] !== 'RollingUpdate') return;
  strategy['rollingUpdate'] ??= {};
  strategy['rollingUpdate'].maxUnavailable ??= '25%';
  strategy['rollingUpdate'].maxSurge ??= '25%';
}
