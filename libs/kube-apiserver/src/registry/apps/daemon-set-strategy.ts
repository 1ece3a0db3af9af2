import { isDeepStrictEqual } from 'node:util';
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
import { validateDaemonSetUpdateStrategy } from './update-strategy-validation.js';

const templateGeneration = 'deprecated.daemonset.template.generation';

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
  prepareForCreate({ metadata }) {
    setTemplateGeneration(metadata, 1);
  },
  prepareForUpdate({ metadata, spec }, old) {
    const before = old['spec'] as Draft;
    const changed = !isDeepStrictEqual(spec.template, before['template']);
    const generation = Number(old.metadata.annotations?.[templateGeneration] ?? 1);
    setTemplateGeneration(metadata, changed ? generation + 1 : generation);
  },
  validate,
  warnings: templateWarnings,
  validateUpdate: (draft, old) => [...validate(draft), ...validateSelectorUnchanged(draft, old)],
};

/** A field of old that lives on as an annotation (`apps/v1/conversion.go`). */
function setTemplateGeneration(metadata: Draft, generation: number): void {
  metadata['annotations'] = {
    ...metadata['annotations'],
    [templateGeneration]: String(generation),
  };
}

function setUpdateStrategyDefaults(strategy: Draft): void {
  strategy['type'] ||= 'RollingUpdate';
  if (strategy['type'] !== 'RollingUpdate') return;
  strategy['rollingUpdate'] ??= {};
  strategy['rollingUpdate'].maxUnavailable ??= 1;
  strategy['rollingUpdate'].maxSurge ??= 0;
}

function validate({ spec = {} }: Draft): FieldError[] {
  return [
    ...validateSelectorAndTemplate(spec, workloads.daemonSet),
    ...validateNonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateDaemonSetUpdateStrategy(spec.updateStrategy, 'spec.updateStrategy'),
    ...validateNonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}
