import type { Pod } from './api/core.js';
import { isPodReady, readySinceMs } from './pod-status.js';

const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

export interface RankedPod {
  readonly pod: Pod;
  /** How many of its kind are on the same node. */
  readonly rank: number;
}

/** Compares by rules in turn: the first that tells the two apart decides. */
type Rule = (a: RankedPod, b: RankedPod, now: Date) => number;

/** In upstream's order; what comes first is deleted first (pkg/controller `ActivePodsWithRanks`). */
const rules: readonly Rule[] = [
  (a, b) => Number(isAssigned(a)) - Number(isAssigned(b)),
  (a, b) => phaseOf(a) - phaseOf(b),
  (a, b) => Number(isPodReady(a.pod)) - Number(isPodReady(b.pod)),
  (a, b) => costOf(a) - costOf(b),
  (a, b) => b.rank - a.rank,
  (a, b, now) => youngerFirst(readySinceMs(a.pod), readySinceMs(b.pod), a, b, now),
  (a, b) => restartsOf(b) - restartsOf(a),
  (a, b, now) => youngerFirst(createdMs(a), createdMs(b), a, b, now),
];

/** Those a controller should delete first at the front. */
export function sortForDeletion(pods: readonly RankedPod[], now: Date): Pod[] {
  const compare = (a: RankedPod, b: RankedPod) => {
    for (const rule of rules) {
      const order = rule(a, b, now);
      if (order !== 0) return order;
    }
    return 0;
  };
  return [...pods].sort(compare).map(({ pod }) => pod);
}

function isAssigned({ pod }: RankedPod): boolean {
  return (pod.spec.nodeName ?? '') !== '';
}

function phaseOf({ pod }: RankedPod): number {
  return phaseOrder[pod.status?.phase ?? ''] ?? 0;
}

function costOf({ pod }: RankedPod): number {
  const text = pod.metadata.annotations?.[deletionCost] ?? '0';
  return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

function restartsOf({ pod }: RankedPod): number {
  return Math.max(
    0,
    ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount ?? 0),
  );
}

function createdMs({ pod }: RankedPod): number | undefined {
  const { creationTimestamp } = pod.metadata;
  return creationTimestamp ? Date.parse(creationTimestamp) : undefined;
}

/** Ages count by powers of two: among pods about as old the uid decides, which is as good as chance. */
function youngerFirst(
  aMs: number | undefined,
  bMs: number | undefined,
  a: RankedPod,
  b: RankedPod,
  now: Date,
): number {
  if (aMs === bMs) return 0;
  if (aMs === undefined) return -1;
  if (bMs === undefined) return 1;
  const order = magnitude(now.getTime() - aMs) - magnitude(now.getTime() - bMs);
  if (order !== 0) return order;
  return (a.pod.metadata.uid ?? '') < (b.pod.metadata.uid ?? '') ? -1 : 1;
}

function magnitude(ageMs: number): number {
  return ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1_000_000)) : -1;
}
