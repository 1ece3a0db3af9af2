import { validatePodTemplate } from '../apps/pod-template-validation.js';
import { setPodSpecDefaults } from '../core/pod-spec-defaults.js';
import { required } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';

/** A pod of a job that ends is not started again for ever. */
const restartPolicies = ['OnFailure', 'Never'];

export const jobStrategy: ResourceStrategy = {
  group: 'batch',
  resource: 'jobs',
  fieldSelectors: ['status.successful'],
  selectableField: ({ status }, field) =>
    field === 'status.successful' ? String((status as Draft)?.['succeeded'] ?? 0) : undefined,
  setDefaults(draft) {
    const { spec, metadata } = draft;
    if (spec === undefined) return;
    setJobSpecDefaults(spec);
    const labels = spec.template?.metadata?.labels;
    if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
  },
  prepareForCreate(draft) {
    if (draft['spec']?.manualSelector !== true) generateSelector(draft);
  },
  validate: ({ spec = {} }) => [
    ...(spec.selector === undefined ? [required('spec.selector')] : []),
    ...validatePodTemplate(spec.template ?? {}, restartPolicies),
  ],
  validateUpdate: (draft) => validatePodTemplate(draft['spec'].template ?? {}, restartPolicies),
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
    const template = spec.jobTemplate?.spec?.template;
    if (template?.spec) setPodSpecDefaults(template.spec);
  },
  validate: ({ spec = {} }) => (spec.schedule ? [] : [required('spec.schedule')]),
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
  if (spec['template']?.spec) setPodSpecDefaults(spec['template'].spec);
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
