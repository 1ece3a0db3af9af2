import { isDeepStrictEqual } from 'node:util';
import type { Deployment, ReplicaSet } from '../api/apps.js';
import type { PodTemplateSpec } from '../api/core.js';
import { revisionOf } from './replica-set-annotations.js';

export const podTemplateHash = 'pod-template-hash';

/** The same but for the label that tells ReplicaSets apart (`EqualIgnoreHash`). */
export function isSameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return isDeepStrictEqual(withoutHash(a), withoutHash(b));
}

export function withoutHash({ metadata = {}, spec }: PodTemplateSpec): PodTemplateSpec {
  const { [podTemplateHash]: _hash, ...labels } = metadata.labels ?? {};
  return { metadata: { ...metadata, labels }, spec };
}

/** The oldest ReplicaSet with the Deployment's template. */
export function findNew({ spec }: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort(olderFirst).find((set) => isSameTemplate(set.spec.template, spec.template));
}

export function active(sets: readonly (ReplicaSet | undefined)[]): ReplicaSet[] {
  return sets.filter((set): set is ReplicaSet => set !== undefined && set.spec.replicas > 0);
}

/** The only ReplicaSet with pods, or the latest where none has any; undefined where several do. */
export function activeOrLatest(
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const [only, ...others] = active([...oldSets, newSet]);
  if (only !== undefined) return others.length === 0 ? only : undefined;
  return newSet ?? [...oldSets].sort(olderFirst).at(-1);
}

export function olderFirst(a: ReplicaSet, b: ReplicaSet): number {
  const order = createdMs(a) - createdMs(b);
  return order === 0 ? byName(a, b) : order;
}

export function lowerRevisionFirst(a: ReplicaSet, b: ReplicaSet): number {
  return revisionOf(a) - revisionOf(b) || olderFirst(a, b);
}

export function largerThenNewer(a: ReplicaSet, b: ReplicaSet): number {
  return b.spec.replicas - a.spec.replicas || olderFirst(b, a);
}

export function largerThenOlder(a: ReplicaSet, b: ReplicaSet): number {
  return b.spec.replicas - a.spec.replicas || olderFirst(a, b);
}

function createdMs({ metadata }: ReplicaSet): number {
  return metadata.creationTimestamp ? Date.parse(metadata.creationTimestamp) : 0;
}

function byName(a: ReplicaSet, b: ReplicaSet): number {
  return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1;
}
