import { timestamp } from '@drillyard/cluster';
import type { Job } from '../api/batch.js';
import type { Pod } from '../api/core.js';

export function started(job: Job, now: Date): Job {
  return { ...job, status: { ...job.status, startTime: timestamp(now) } };
}

export function wantedActive({ spec }: Job, active: number, succeeded: number): number {
  const parallelism = spec.parallelism ?? 1;
  if (spec.completions === undefined) return succeeded > 0 ? active : parallelism;
  return Math.min(Math.max(0, spec.completions - succeeded), parallelism);
}

/** Pods that restart in place fail within: their restarts count (`pastBackoffLimitOnFailure`). */
export function restartsExceed({ spec }: Job, active: readonly Pod[], limit: number): boolean {
  if (spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = active.flatMap(({ status }) => [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ]);
  const total = restarts.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  return limit === 0 ? total > 0 : total >= limit;
}
