import type { Pod } from '../api/core.js';

/** After a failure the next pod waits this long, doubling with each in a row. */
const delayMs = { first: 10_000, longest: 600_000 };

interface Failures {
  readonly count: number;
  readonly lastMs: number;
}

/** How long Jobs wait before they try again (pkg/controller/job `backoffStore`). */
export class PodBackoff {
  private readonly byJob = new Map<string, Failures>();

  /** Counts pods that have finished since the last time; a success begins anew. */
  record(key: string, succeeded: readonly Pod[], failed: readonly Pod[], now: Date): void {
    const lastSuccessMs = Math.max(0, ...succeeded.map((pod) => finishedMs(pod, now)));
    const before = succeeded.length > 0 ? undefined : this.byJob.get(key);
    const later = failed.map((pod) => finishedMs(pod, now)).filter((ms) => ms > lastSuccessMs);
    if (succeeded.length > 0) this.byJob.delete(key);
    if (later.length === 0) return;
    const count = (before?.count ?? 0) + later.length;
    this.byJob.set(key, { count, lastMs: Math.max(before?.lastMs ?? 0, ...later) });
  }

  leftMs(key: string, now: Date): number {
    const failures = this.byJob.get(key);
    if (failures === undefined) return 0;
    const waitMs = Math.min(delayMs.first * 2 ** (failures.count - 1), delayMs.longest);
    return Math.max(0, failures.lastMs + waitMs - now.getTime());
  }

  forget(key: string): void {
    this.byJob.delete(key);
  }
}

function finishedMs({ status, metadata }: Pod, now: Date): number {
  const times = (status?.containerStatuses ?? []).flatMap(
    ({ state }) => state?.terminated?.finishedAt ?? [],
  );
  const last = times.sort().at(-1) ?? metadata.deletionTimestamp;
  return last === undefined ? now.getTime() : Date.parse(last);
}
