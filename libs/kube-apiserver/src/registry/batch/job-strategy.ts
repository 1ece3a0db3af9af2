import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateCronJob, validateJob, validateJobUpdate } from './job-validation.js';

export const jobStrategy: ResourceStrategy = {
  group: 'batch',
  resource: 'jobs',
  fieldSelectors: ['status.successful'],
  selectableField: ({ status }, field) =>
    field === 'status.successful' ? String((status as Draft)?.['succeeded'] ?? 0) : undefined,
  setDefaults(draft) {
    draft['spec'] ??= {};
    setJobSpecDefaults(draft['spec']);
    inheritLabels(draft);
  },
  prepareForCreate(draft) {
    if (draft['spec'].manualSelector !== true) generateSelector(draft);
    inheritLabels(draft);
  },
  validate: validateJob,
  validateUpdate: validateJobUpdate,
};

export const cronJobStrategy: ResourceStrategy = {
  group: 'batch',
  resource: 'cronjobs',
  setDefaults({ spec }) {
    if (spec === undefined) return;
    spec.concurrencyPolicy ||= 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
    spec.jobTemplate ??= {};
    spec.jobTemplate.spec ??= {};
    setPodTemplateDefaults(spec.jobTemplate.spec);
  },
  validate: validateCronJob,
  validateUpdate: validateCronJob,
};

function setJobSpecDefaults(spec: Draft): void {
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) {
    spec['completions'] = 1;
  }
  spec['parallelism'] ??= 1;
  spec['backoffLimit'] ??= spec['backoffLimitPerIndex'] === undefined ? 6 : 2 ** 31 - 1;
  spec['completionMode'] ??= 'NonIndexed';
  spec['suspend'] ??= false;
  spec['podReplacementPolicy'] ??= spec['podFailurePolicy'] ? 'Failed' : 'TerminatingOrFailed';
  spec['manualSelector'] ??= false;
  setPodTemplateDefaults(spec);
}

/** A job selects its own pods by its uid (`registry/batch/job/strategy.go` `generateSelector`). */
function generateSelector({ metadata, spec }: Draft): void {
  const own = {
    'batch.kubernetes.io/controller-uid': metadata.uid,
    'controller-uid': metadata.uid,
    'batch.kubernetes.io/job-name': metadata.name,
    'job-name': metadata.name,
  };
  spec.template ??= {};
  spec.template.metadata ??= {};
  spec.template.metadata.labels = { ...spec.template.metadata.labels, ...own };
  spec.selector ??= {};
  spec.selector.matchLabels = {
    ...spec.selector.matchLabels,
    'batch.kubernetes.io/controller-uid': metadata.uid,
  };
}

/** A job without labels has those of its pods. */
function inheritLabels({ metadata, spec }: Draft): void {
  const labels = spec.template?.metadata?.labels;
  if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
}
