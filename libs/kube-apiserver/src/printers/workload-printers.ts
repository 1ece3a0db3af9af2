import {
  ageOf,
  containerCells,
  formatLabelSelector,
  formatLabels,
  labelSelectorText,
  nameOf,
} from './cells.js';
import { humanDuration, translateTimestampSince } from './human-duration.js';
import type { Printed, Printer } from './printer.js';

const templateColumns = ['+Containers', '+Images', '+Selector'];

const deployments: Printer = {
  group: 'apps',
  resource: 'deployments',
  columns: ['Name', 'Ready', 'Up-to-date', 'Available', 'Age', ...templateColumns],
  cells: ({ spec, status, ...object }, now) => [
    nameOf(object),
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    status?.updatedReplicas ?? 0,
    status?.availableReplicas ?? 0,
    ageOf(object, now),
    ...containerCells(spec?.template?.spec?.containers),
    labelSelectorText(spec?.selector ?? {}),
  ],
};

const replicasets: Printer = {
  group: 'apps',
  resource: 'replicasets',
  columns: [
    'Name',
    'Desired:integer',
    'Current:integer',
    'Ready:integer',
    'Age',
    ...templateColumns,
  ],
  cells: ({ spec, status, ...object }, now) => [
    nameOf(object),
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    ageOf(object, now),
    ...containerCells(spec?.template?.spec?.containers),
    formatLabelSelector(spec?.selector),
  ],
};

const daemonsets: Printer = {
  group: 'apps',
  resource: 'daemonsets',
  columns: [
    'Name',
    'Desired:integer',
    'Current:integer',
    'Ready:integer',
    'Up-to-date:integer',
    'Available:integer',
    'Node Selector',
    'Age',
    ...templateColumns,
  ],
  cells: ({ spec, status, ...object }, now) => [
    nameOf(object),
    status?.desiredNumberScheduled ?? 0,
    status?.currentNumberScheduled ?? 0,
    status?.numberReady ?? 0,
    status?.updatedNumberScheduled ?? 0,
    status?.numberAvailable ?? 0,
    formatLabels(spec?.template?.spec?.nodeSelector),
    ageOf(object, now),
    ...containerCells(spec?.template?.spec?.containers),
    formatLabelSelector(spec?.selector),
  ],
};

const statefulsets: Printer = {
  group: 'apps',
  resource: 'statefulsets',
  columns: ['Name', 'Ready', 'Age', '+Containers', '+Images'],
  cells: ({ spec, status, ...object }, now) => [
    nameOf(object),
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    ageOf(object, now),
    ...containerCells(spec?.template?.spec?.containers),
  ],
};

const jobs: Printer = {
  group: 'batch',
  resource: 'jobs',
  columns: ['Name', 'Status', 'Completions', 'Duration', 'Age', ...templateColumns],
  cells: (job, now) => [
    nameOf(job),
    jobStatus(job),
    jobCompletions(job),
    jobDuration(job, now),
    ageOf(job, now),
    ...containerCells(job['spec']?.template?.spec?.containers),
    formatLabelSelector(job['spec']?.selector),
  ],
};

function jobCompletions({ spec, status }: Printed): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration({ status }: Printed, now: Date): string {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : now.getTime();
  return humanDuration(end - Date.parse(status.startTime));
}

function jobStatus({ metadata, status }: Printed): string {
  const conditions: { type: string; status: string }[] = status?.conditions ?? [];
  const has = (wanted: string) =>
    conditions.some(({ type, status }) => type === wanted && status === 'True');
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running';
}

const cronjobs: Printer = {
  group: 'batch',
  resource: 'cronjobs',
  columns: [
    'Name',
    'Schedule',
    'Timezone',
    'Suspend:boolean',
    'Active:integer',
    'Last Schedule',
    'Age',
    ...templateColumns,
  ],
  cells: ({ spec, status, ...object }, now) => [
    nameOf(object),
    spec?.schedule ?? '',
    spec?.timeZone ?? '<none>',
    spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
    (status?.active ?? []).length,
    status?.lastScheduleTime ? translateTimestampSince(status.lastScheduleTime, now) : '<none>',
    ageOf(object, now),
    ...containerCells(spec?.jobTemplate?.spec?.template?.spec?.containers),
    formatLabelSelector(spec?.jobTemplate?.spec?.selector),
  ],
};

export const workloadPrinters: readonly Printer[] = [
  deployments,
  replicasets,
  daemonsets,
  statefulsets,
  jobs,
  cronjobs,
];
