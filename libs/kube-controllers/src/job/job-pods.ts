import type { Job } from '../api/batch.js';
import type { Pod } from '../api/core.js';
import { isPodActive, isPodReady, isPodTerminating } from '../pod-status.js';
import { indexOf, isIndexed, parseIndexes } from './completion-indexes.js';

/** Holds a pod until its end is counted. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

/** A Job's pods, and what they add to what is counted already. */
export interface JobPods {
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  /** Counted, newly ended and yet to be counted ones together. */
  readonly succeeded: number;
  readonly failed: number;
  readonly completedIndexes: ReadonlySet<number>;
}

export function observePods(job: Job, pods: readonly Pod[]): JobPods {
  const { status = {} } = job;
  const uncounted = status.uncountedTerminatedPods ?? {};
  const known = new Set([...(uncounted.succeeded ?? []), ...(uncounted.failed ?? [])]);
  const isNew = (pod: Pod) => isTracked(pod) && !known.has(pod.metadata.uid ?? '');
  const newSucceeded = pods.filter((pod) => pod.status?.phase === 'Succeeded' && isNew(pod));
  const newFailed = pods.filter((pod) => hasFailed(job, pod) && isNew(pod));
  const active = pods.filter(isPodActive);
  const completedIndexes = parseIndexes(status.completedIndexes);
  if (isIndexed(job)) {
    for (const pod of pods.filter((each) => each.status?.phase === 'Succeeded')) {
      const index = indexOf(pod);
      if (index !== undefined && index < (job.spec.completions ?? 0)) completedIndexes.add(index);
    }
  }
  const counted =
    (status.succeeded ?? 0) + newSucceeded.length + (uncounted.succeeded?.length ?? 0);
  return {
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isPodTerminating).length,
    newSucceeded,
    newFailed,
    succeeded: isIndexed(job) ? completedIndexes.size : counted,
    failed: (status.failed ?? 0) + newFailed.length + (uncounted.failed?.length ?? 0),
    completedIndexes,
  };
}

export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(trackingFinalizer) === true;
}

/** A pod that is being deleted counts as failed, unless it is to be replaced only once it has. */
function hasFailed({ spec }: Job, { status, metadata }: Pod): boolean {
  if (status?.phase === 'Failed') return true;
  if (spec.podReplacementPolicy === 'Failed') return false;
  return metadata.deletionTimestamp !== undefined && status?.phase !== 'Succeeded';
}
