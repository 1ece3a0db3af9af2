import { isDeepStrictEqual } from 'node:util';
import { type Informer, keyOf, type ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { Pod } from './api/core.js';
import { controllerOf } from './controller-ref.js';

export interface FollowedPods<T extends KubeObject> {
  readonly pods: Informer<Pod>;
  readonly owners: Informer<T>;
  readonly ownerType: ResourceType<T>;
  /** Whether the owner would adopt the pod, by its labels. */
  readonly selects: (owner: T, pod: Pod) => boolean;
  readonly enqueue: (owner: T, pod: Pod) => void;
  readonly onCreated?: (ownerKey: string) => void;
  /** The pod went, or began to go. */
  readonly onDeleted?: (ownerKey: string, pod: Pod) => void;
}

/**
 * Wakes the owner of each pod that changes, and of an orphan all that may adopt it; the same event
 * handlers stand in each of upstream's workload controllers. Answers with how to stop.
 */
export function followPods<T extends KubeObject>(followed: FollowedPods<T>): () => void {
  return followed.pods.subscribe((event) => {
    if (event.type === 'MODIFIED') updated(followed, event.object, event.previous);
    else if (event.type === 'DELETED') deleted(followed, event.object);
    else if (event.object.metadata.deletionTimestamp !== undefined) deleted(followed, event.object);
    else added(followed, event.object);
  });
}

function added<T extends KubeObject>(followed: FollowedPods<T>, pod: Pod): void {
  const owner = ownerOf(followed, pod);
  if (owner !== undefined) {
    followed.onCreated?.(keyOf(owner));
    followed.enqueue(owner, pod);
  } else if (controllerOf(pod) === undefined) wakeAdopters(followed, pod);
}

function updated<T extends KubeObject>(followed: FollowedPods<T>, pod: Pod, before: Pod): void {
  if (pod.metadata.deletionTimestamp !== undefined) {
    deleted(followed, pod);
    if (ownerOf(followed, pod) === undefined) return;
  }
  const ref = controllerOf(pod);
  const earlier = controllerOf(before);
  if (earlier !== undefined && earlier.uid !== ref?.uid) {
    const owner = ownerOf(followed, before);
    if (owner !== undefined) followed.enqueue(owner, before);
  }
  const owner = ownerOf(followed, pod);
  if (owner !== undefined) followed.enqueue(owner, pod);
  if (ref !== undefined) return;
  const relabelled = !isDeepStrictEqual(pod.metadata.labels, before.metadata.labels);
  if (relabelled || earlier !== undefined) wakeAdopters(followed, pod);
}

function deleted<T extends KubeObject>(followed: FollowedPods<T>, pod: Pod): void {
  const owner = ownerOf(followed, pod);
  if (owner === undefined) return;
  followed.onDeleted?.(keyOf(owner), pod);
  followed.enqueue(owner, pod);
}

function ownerOf<T extends KubeObject>(
  { owners, ownerType }: FollowedPods<T>,
  pod: Pod,
): T | undefined {
  const ref = controllerOf(pod);
  if (ref === undefined || ref.kind !== ownerType.kind) return undefined;
  const owner = owners.get(pod.metadata.namespace ?? '', ref.name);
  return owner?.metadata.uid === ref.uid ? owner : undefined;
}

function wakeAdopters<T extends KubeObject>(followed: FollowedPods<T>, pod: Pod): void {
  for (const owner of followed.owners.list(pod.metadata.namespace)) {
    if (followed.selects(owner, pod)) followed.enqueue(owner, pod);
  }
}
