import { isDeepStrictEqual } from 'node:util';
import type { Node, Pod } from '../api/core.js';
import type { DaemonSet, DaemonSetStatus } from '../api/daemon-sets.js';
import { scaledValue } from '../int-or-percent.js';
import { isPodAvailable, isPodReady } from '../pod-status.js';
import {
  generationAnnotation,
  nodeOf,
  placementOn,
  revisionLabel,
  templateGeneration,
} from './daemon-pods.js';

/** The daemons of a set by the node they are on, or made for. */
export type PodsByNode = ReadonlyMap<string, readonly Pod[]>;

export function grouped(all: readonly Pod[]): PodsByNode {
  const byNode = new Map<string, Pod[]>();
  for (const pod of all) byNode.set(nodeOf(pod), [...(byNode.get(nodeOf(pod)) ?? []), pod]);
  return byNode;
}

export function isStaying({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp === undefined;
}

/** Scheduled pods before others, then by age. */
export function olderFirst(a: Pod, b: Pod): number {
  const [scheduled, other] = [a, b].map(({ spec }) => (spec.nodeName ? 0 : 1));
  if (scheduled !== other) return (scheduled ?? 0) - (other ?? 0);
  return (a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1;
}

export function isUpdated(set: DaemonSet, { metadata }: Pod, hash: string): boolean {
  const generation = set.metadata.annotations?.[generationAnnotation];
  const { labels = {} } = metadata;
  const isGeneration = generation !== undefined && labels[templateGeneration] === generation;
  return isGeneration || labels[revisionLabel] === hash;
}

export function isSamePlace(node: Node, before: Node): boolean {
  return (
    isDeepStrictEqual(node.metadata.labels, before.metadata.labels) &&
    isDeepStrictEqual(node.spec?.taints, before.spec?.taints)
  );
}

export function daemonSetStatus(
  { metadata, status }: DaemonSet,
  counts: Readonly<
    Record<'desired' | 'current' | 'misscheduled' | 'ready' | 'updated' | 'available', number>
  >,
): DaemonSetStatus {
  const { desired, updated, available } = counts;
  const { collisionCount } = status ?? {};
  return {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    desiredNumberScheduled: desired,
    numberReady: counts.ready,
    observedGeneration: metadata.generation ?? 0,
    ...(updated > 0 && { updatedNumberScheduled: updated }),
    ...(available > 0 && { numberAvailable: available }),
    ...(desired > available && { numberUnavailable: desired - available }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
}

/** What there is to see of the daemons on all nodes (`updateDaemonSetStatus`). */
export function statusOf(
  set: DaemonSet,
  hash: string,
  nodes: Iterable<Node>,
  byNode: PodsByNode,
  now: Date,
): DaemonSetStatus {
  const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 };
  for (const node of nodes) {
    const [pod] = [...(byNode.get(node.metadata.name ?? '') ?? [])].sort(olderFirst);
    const { shouldRun } = placementOn(node, set);
    if (shouldRun) counts.desired++;
    if (pod === undefined) continue;
    if (!shouldRun) {
      counts.misscheduled++;
      continue;
    }
    counts.current++;
    if (isPodReady(pod)) counts.ready++;
    if (isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now)) counts.available++;
    if (isUpdated(set, pod, hash)) counts.updated++;
  }
  return daemonSetStatus(set, counts);
}

/** Daemons of an old template that may go now: those that serve nobody, and others within bounds. */
export function outdated(
  set: DaemonSet,
  hash: string,
  nodes: Iterable<Node>,
  byNode: PodsByNode,
  now: Date,
): readonly Pod[] {
  const { updateStrategy, minReadySeconds = 0 } = set.spec;
  if (updateStrategy?.type === 'OnDelete') return [];
  const total = [...nodes].filter((node) => placementOn(node, set).shouldRun).length;
  const { maxUnavailable = 1, maxSurge = 0 } = updateStrategy?.rollingUpdate ?? {};
  const limit = Math.max(scaledValue(maxUnavailable, total, true), maxSurge === 0 ? 0 : 1);
  const replaceable: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const own of byNode.values()) {
    const [pod, ...others] = own.filter(isStaying);
    const isUsable =
      pod !== undefined && others.length === 0 && isPodAvailable(pod, minReadySeconds, now);
    if (!isUsable) unavailable++;
    if (pod === undefined || isUpdated(set, pod, hash)) continue;
    (isUsable ? candidates : replaceable).push(pod);
  }
  return [...replaceable, ...candidates.slice(0, Math.max(0, limit - unavailable))];
}
