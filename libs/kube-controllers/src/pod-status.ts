import type { Pod } from './api/core.js';
import { conditionOf } from './conditions.js';

export function isPodReady({ status }: Pod): boolean {
  return conditionOf(status?.conditions, 'Ready')?.status === 'True';
}

/** Since when the pod is ready, in milliseconds; undefined where it is not. */
export function readySinceMs(pod: Pod): number | undefined {
  const ready = conditionOf(pod.status?.conditions, 'Ready');
  if (ready?.status !== 'True' || !ready.lastTransitionTime) return undefined;
  return Date.parse(ready.lastTransitionTime);
}

/** Ready for long enough (podutil `IsPodAvailable`). */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: Date): boolean {
  if (!isPodReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  const sinceMs = readySinceMs(pod);
  return sinceMs !== undefined && sinceMs + minReadySeconds * 1_000 <= now.getTime();
}

/** How long until the next of the pods has been ready for long enough. */
export function nextAvailabilityMs(
  pods: readonly Pod[],
  minReadySeconds: number,
  now: Date,
): number | undefined {
  const waits = pods.flatMap((pod) => {
    const sinceMs = readySinceMs(pod);
    const waitMs = (sinceMs ?? 0) + minReadySeconds * 1_000 - now.getTime();
    return sinceMs !== undefined && waitMs > 0 ? [waitMs] : [];
  });
  return waits.length === 0 ? undefined : Math.min(...waits);
}

export function isPodTerminal({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}

export function isPodTerminating(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined;
}
