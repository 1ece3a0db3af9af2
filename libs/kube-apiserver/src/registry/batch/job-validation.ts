import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, matchesLabels } from '@drillyard/kube-objects';
import { validatePodTemplate } from '../apps/pod-template-validation.js';
import {
  type FieldError,
  fieldImmutableMessage,
  invalidValue,
  notSupported,
  required,
} from '../field-error.js';
import { requirementsOf, validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateNonNegative, validateOneOf } from '../scalar-validation.js';
import { scheduleMistake } from './cron-schedule-validation.js';

/** What comes to an end is not started again for ever. */
const restartPolicies = ['OnFailure', 'Never'];
const failureActions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const counts = [
  ...['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit'],
  ...['ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'],
];
/** The controller adds eleven characters to the name of each of its jobs. */
const cronJobNameLengthMax = 52;

/** Upstream's `ValidateJob`. */
export function validateJob({ metadata, spec = {} }: Draft): FieldError[] {
  return [
    ...validateGeneratedSelector(metadata, spec),
    ...validateJobSpec(spec, 'spec'),
    ...validateSelector(spec),
  ];
}

function validateGeneratedSelector(metadata: Draft, spec: Draft): FieldError[] {
  if (spec['manualSelector'] === true || spec['selector'] === undefined) return [];
  const labels = {
    'batch.kubernetes.io/controller-uid': metadata['uid'],
    'batch.kubernetes.io/job-name': metadata['name'],
    'controller-uid': metadata['uid'],
    'job-name': metadata['name'],
  };
  if (matchesLabels(requirementsOf(spec['selector']), labels)) return [];
  return [invalidValue('spec.selector', spec['selector'], '`selector` not auto-generated')];
}

function validateSelector({ selector, template }: Draft): FieldError[] {
  const errors =
    selector === undefined
      ? [required('spec.selector')]
      : validateLabelSelector(selector, 'spec.selector');
  const labels = template?.metadata?.labels;
  if (selector !== undefined && matchesLabels(requirementsOf(selector), labels)) return errors;
  const detail = '`selector` does not match template `labels`';
  return [...errors, invalidValue('spec.template.metadata.labels', labels ?? null, detail)];
}

/** Of a job and of the template of jobs. */
function validateJobSpec(spec: Draft, field: string): FieldError[] {
  const {
    completionMode,
    completions,
    podFailurePolicy,
    podReplacementPolicy,
    template = {},
  } = spec;
  const errors = counts.flatMap((name) => validateNonNegative(`${field}.${name}`, spec[name]));
  errors.push(
    ...validateOneOf(`${field}.completionMode`, completionMode, ['NonIndexed', 'Indexed']),
  );
  if (completionMode === 'Indexed' && completions === undefined) {
    errors.push(required(`${field}.completions`, 'when completion mode is Indexed'));
  }
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
    if (completionMode === 'Indexed' || spec[name] === undefined) continue;
    errors.push(invalidValue(`${field}.${name}`, spec[name], 'requires indexed completion mode'));
  }
  for (const [index, { action }] of (podFailurePolicy?.rules ?? []).entries()) {
    const path = `${field}.podFailurePolicy.rules[${index}].action`;
    errors.push(...validateOneOf(path, action, failureActions));
  }
  const replacements = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  errors.push(
    ...validateOneOf(`${field}.podReplacementPolicy`, podReplacementPolicy, replacements),
    ...validatePodTemplate(template, `${field}.template`),
  );
  return [...errors, ...validateRestartPolicy(spec, `${field}.template.spec.restartPolicy`)];
}

function validateRestartPolicy({ template, podFailurePolicy }: Draft, field: string): FieldError[] {
  const policy = template?.spec?.restartPolicy;
  if (policy === undefined || policy === 'Always') {
    const valid = restartPolicies.map((each) => JSON.stringify(each)).join(', ');
    return [required(field, `valid values: ${valid}`)];
  }
  if (!restartPolicies.includes(policy)) return [notSupported(field, policy, restartPolicies)];
  if (!podFailurePolicy || policy === 'Never') return [];
  const detail = 'only "Never" is supported when podFailurePolicy is specified';
  return [invalidValue(field, policy, detail)];
}

/** What a job does is settled when it is made; how it gets there may change. */
export function validateJobUpdate({ spec }: Draft, old: KubeObject): FieldError[] {
  const before = old['spec'] as Draft;
  const fixed = ['selector', 'template', 'completionMode', 'podFailurePolicy'];
  if (spec.completionMode !== 'Indexed') fixed.unshift('completions');
  fixed.push('backoffLimitPerIndex', 'managedBy', 'successPolicy');
  const compared = (whole: Draft, name: string) =>
    name === 'template' && mayStillMove(old) ? withoutDirectives(whole['template']) : whole[name];
  const changed = fixed.filter(
    (name) => !isDeepStrictEqual(compared(spec, name), compared(before, name)),
  );
  return [
    ...validateJobSpec(spec, 'spec'),
    ...validateSelector(spec),
    ...changed.map((name) =>
      invalidValue(`spec.${name}`, spec[name] ?? null, fieldImmutableMessage),
    ),
  ];
}

/** Until it starts a suspended job may be told where its pods go (KEP-2926). */
function mayStillMove({ spec, status }: KubeObject): boolean {
  return (spec as Draft)['suspend'] === true && (status as Draft)?.['startTime'] === undefined;
}

function withoutDirectives({ metadata: _metadata, spec = {} }: Draft): Draft {
  const { nodeSelector: _node, affinity: _affinity, tolerations: _tolerations, ...rest } = spec;
  const { schedulingGates: _gates, ...fixed } = rest;
  return fixed;
}

export function validateCronJob({ metadata, spec = {} }: Draft): FieldError[] {
  const errors: FieldError[] = [];
  if (metadata.name.length > cronJobNameLengthMax) {
    const detail = `must be no more than ${cronJobNameLengthMax} characters`;
    errors.push(invalidValue('metadata.name', metadata.name, detail));
  }
  const { schedule = '', timeZone, concurrencyPolicy, jobTemplate = {} } = spec;
  errors.push(
    ...(schedule === '' ? [required('spec.schedule')] : validateSchedule(schedule)),
    ...validateNonNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds),
    ...validateTimeZone(timeZone),
    ...validateOneOf('spec.concurrencyPolicy', concurrencyPolicy, ['Allow', 'Forbid', 'Replace']),
    ...validateJobSpec(jobTemplate.spec ?? {}, 'spec.jobTemplate.spec'),
  );
  for (const name of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) {
    errors.push(...validateNonNegative(`spec.${name}`, spec[name]));
  }
  return errors;
}

function validateSchedule(schedule: string): FieldError[] {
  const mistake = scheduleMistake(schedule);
  const errors = mistake === undefined ? [] : [invalidValue('spec.schedule', schedule, mistake)];
  if (!schedule.includes('TZ')) return errors;
  const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  return [...errors, invalidValue('spec.schedule', schedule, detail)];
}

function validateTimeZone(zone: string | undefined): FieldError[] {
  const field = 'spec.timeZone';
  if (zone === undefined) return [];
  if (zone === '') return [invalidValue(field, zone, 'timeZone must be nil or non-empty string')];
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch {
    return [invalidValue(field, zone, `unknown time zone ${zone}`)];
  }
}
