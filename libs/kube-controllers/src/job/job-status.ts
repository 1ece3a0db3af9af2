import { timestamp } from '@drillyard/cluster';
import type { Job, JobCondition, JobStatus } from '../api/batch.js';
import type { Pod } from '../api/core.js';
import { isPodReady } from '../pod-status.js';
import { formatIndexes, isIndexed } from './completion-indexes.js';
import { ensureCondition, newJobCondition, terminalCondition } from './job-conditions.js';
import type { JobPods } from './job-pods.js';

/** What a sync found and did, to be written down. */
export interface Outcome {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  readonly interim: JobCondition | undefined;
  readonly error?: unknown;
}

/** The same with the ends of pods counted, and of the Job where nothing is left to wait for. */
export function countedStatus(
  job: Job,
  observed: JobPods,
  outcome: Outcome,
  succeeded: number,
  failed: number,
  now: Date,
): JobStatus {
  const status = observedStatus(job, observed, outcome, now);
  const { completionTime: _unset, ...rest } = status;
  const total = (job.status?.succeeded ?? 0) + succeeded;
  const allFailed = (job.status?.failed ?? 0) + failed;
  const done = isIndexed(job) ? observed.completedIndexes.size : total;
  const counts = {
    ...(done > 0 && { succeeded: done }),
    ...(allFailed > 0 && { failed: allFailed }),
    uncountedTerminatedPods: {},
  };
  const { interim, terminating } = outcome;
  if (interim === undefined || terminating > 0) return { ...rest, ...counts };
  const final = terminalCondition(interim, now);
  const conditions = ensureCondition(status.conditions, final) ?? status.conditions ?? [];
  const finished = final.type === 'Complete' ? { completionTime: timestamp(now) } : {};
  return { ...rest, ...counts, conditions, ...finished };
}

/** What is to be seen of the pods now, before their ends are counted. */
export function observedStatus(
  job: Job,
  observed: JobPods,
  outcome: Outcome,
  now: Date,
): JobStatus {
  const { status = {}, spec } = job;
  const { active: _active, ...rest } = status;
  const paused = suspension(job, outcome, now);
  const conditions =
    (outcome.interim && ensureCondition(status.conditions, outcome.interim)) ??
    paused ??
    status.conditions;
  const indexes = formatIndexes(observed.completedIndexes);
  const { startTime: _start, ...unstarted } = rest;
  const isPausedNow = paused !== undefined && spec.suspend === true;
  const isResumedNow = paused !== undefined && spec.suspend !== true;
  return {
    ...(isPausedNow ? unstarted : rest),
    ...(isResumedNow && { startTime: timestamp(now) }),
    ...(conditions && { conditions }),
    ...(outcome.active > 0 && { active: outcome.active }),
    ready: outcome.ready,
    terminating: outcome.terminating,
    ...(isIndexed(job) && indexes !== '' && { completedIndexes: indexes }),
    uncountedTerminatedPods: status.uncountedTerminatedPods ?? {},
  };
}

function suspension(
  job: Job,
  { interim }: Outcome,
  now: Date,
): readonly JobCondition[] | undefined {
  if (interim !== undefined) return undefined;
  const isSuspended = job.spec.suspend === true;
  const condition = isSuspended
    ? newJobCondition('Suspended', 'JobSuspended', 'Job suspended', now)
    : newJobCondition('Suspended', 'JobResumed', 'Job resumed', now, 'False');
  return ensureCondition(job.status?.conditions, condition);
}

/** What is left once these pods are on their way out. */
export function afterDeletion(
  { active, ready, terminating }: JobPods,
  deleted: readonly Pod[],
  interim: JobCondition | undefined,
  error: unknown,
): Outcome {
  return {
    active: active.length - deleted.length,
    ready: ready - deleted.filter(isPodReady).length,
    terminating: terminating + deleted.length,
    interim,
    error,
  };
}
