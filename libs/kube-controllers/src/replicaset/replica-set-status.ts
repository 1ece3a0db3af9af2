import { isDeepStrictEqual } from 'node:util';
import { timestamp } from '@drillyard/cluster';
import type { ReplicaSet, ReplicaSetStatus } from '../api/apps.js';
import type { Pod } from '../api/core.js';
import { messageOf } from '../api-errors.js';
import { conditionOf, withCondition, withoutCondition } from '../conditions.js';
import { isPodAvailable, isPodReady } from '../pod-status.js';

const failure = 'ReplicaFailure';

export interface Observed {
  readonly activePods: readonly Pod[];
  /** Undefined where the kind does not count them. */
  readonly terminating: number | undefined;
  /** Why pods could not be made or deleted. */
  readonly error: unknown;
}

/** What is to be seen of a ReplicaSet (pkg/controller/replicaset `calculateStatus`). */
export function calculateStatus(
  { spec, status, metadata }: ReplicaSet,
  { activePods, terminating, error }: Observed,
  now: Date,
): ReplicaSetStatus {
  const { minReadySeconds = 0, template } = spec;
  const wanted = Object.entries(template.metadata?.labels ?? {});
  const isLabeled = (pod: Pod) =>
    wanted.every(([key, value]) => pod.metadata.labels?.[key] === value);
  const count = (is: (pod: Pod) => boolean) => activePods.filter(is).length;
  const conditions = failureConditions(status, activePods.length - spec.replicas, error, now);
  return {
    replicas: activePods.length,
    fullyLabeledReplicas: count(isLabeled),
    readyReplicas: count(isPodReady),
    availableReplicas: count((pod) => isPodAvailable(pod, minReadySeconds, now)),
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    observedGeneration: metadata.generation ?? 0,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

function failureConditions(
  status: ReplicaSetStatus | undefined,
  surplus: number,
  error: unknown,
  now: Date,
) {
  const { conditions = [] } = status ?? {};
  if (error === undefined) return withoutCondition(conditions, failure);
  if (conditionOf(conditions, failure) !== undefined) return conditions;
  return withCondition(conditions, {
    type: failure,
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason: surplus < 0 ? 'FailedCreate' : surplus > 0 ? 'FailedDelete' : '',
    message: messageOf(error),
  });
}

/** Counts that are zero are not sent: absent and zero are the same. */
export function isSameStatus(a: ReplicaSetStatus | undefined, b: ReplicaSetStatus): boolean {
  const plain = (status: ReplicaSetStatus | undefined) => ({
    replicas: status?.replicas ?? 0,
    fullyLabeledReplicas: status?.fullyLabeledReplicas ?? 0,
    readyReplicas: status?.readyReplicas ?? 0,
    availableReplicas: status?.availableReplicas ?? 0,
    terminatingReplicas: status?.terminatingReplicas,
    observedGeneration: status?.observedGeneration ?? 0,
    conditions: status?.conditions ?? [],
  });
  return isDeepStrictEqual(plain(a), plain(b));
}
