import { isDeepStrictEqual } from 'node:util';
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../api/apps.js';
import { conditionOf, withoutCondition } from '../conditions.js';
import {
  fromReplicaSet,
  newCondition,
  progressDeadlineMs,
  setCondition,
} from './deployment-conditions.js';
import {
  actualReplicas,
  availableReplicas,
  isComplete,
  isProgressing,
  maxUnavailable,
  readyReplicas,
  specReplicas,
  terminatingReplicas,
} from './rollout-size.js';

export interface Rollout {
  readonly deployment: Deployment;
  readonly newSet: ReplicaSet | undefined;
  /** The new one included. */
  readonly all: readonly ReplicaSet[];
}

/** What there is to see of a Deployment's ReplicaSets (pkg/controller/deployment `calculateStatus`). */
export function calculateStatus({ deployment, newSet, all }: Rollout, now: Date): DeploymentStatus {
  const { metadata, spec, status = {} } = deployment;
  const available = availableReplicas(all);
  const terminating = terminatingReplicas(all);
  const isAvailable = available >= spec.replicas - maxUnavailable(deployment);
  const minimum = isAvailable
    ? newCondition(
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
        now,
      )
    : newCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      );
  return {
    observedGeneration: metadata.generation ?? 0,
    replicas: actualReplicas(all),
    updatedReplicas: newSet === undefined ? 0 : actualReplicas([newSet]),
    readyReplicas: readyReplicas(all),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, specReplicas(all) - available),
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    ...(status.collisionCount === undefined ? {} : { collisionCount: status.collisionCount }),
    conditions: setCondition(status.conditions, minimum),
  };
}

/** The same while a rollout may be under way: with how far it got (`syncRolloutStatus`). */
export function rolloutStatus(rollout: Rollout, now: Date): DeploymentStatus {
  const status = calculateStatus(rollout, now);
  const conditions = progressConditions(rollout, status, now);
  return { ...status, conditions: failureConditions(rollout, conditions) };
}

function progressConditions(
  { deployment, newSet }: Rollout,
  status: DeploymentStatus,
  now: Date,
): readonly DeploymentCondition[] {
  const { conditions = [] } = status;
  if (progressDeadlineMs(deployment) === undefined) {
    return withoutCondition(conditions, 'Progressing');
  }
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  const wasComplete = current?.reason === 'NewReplicaSetAvailable';
  if (status.replicas === status.updatedReplicas && wasComplete) return conditions;
  const { name } = deployment.metadata;
  const subject =
    newSet === undefined ? `Deployment "${name}"` : `ReplicaSet "${newSet.metadata.name}"`;
  const progressing = (state: string, reason: string, text: string) =>
    newCondition('Progressing', state, reason, `${subject} ${text}`, now);
  if (isComplete(deployment, status)) {
    const done = progressing('True', 'NewReplicaSetAvailable', 'has successfully progressed.');
    return setCondition(conditions, done);
  }
  if (isProgressing(deployment, status)) {
    const condition = progressing('True', 'ReplicaSetUpdated', 'is progressing.');
    const since = current?.status === 'True' ? current.lastTransitionTime : undefined;
    const kept = withoutCondition(conditions, 'Progressing');
    return [...kept, { ...condition, ...(since && { lastTransitionTime: since }) }];
  }
  if (hasTimedOut(deployment, now)) {
    const late = progressing('False', 'ProgressDeadlineExceeded', 'has timed out progressing.');
    return setCondition(conditions, late);
  }
  return conditions;
}

function hasTimedOut(deployment: Deployment, now: Date): boolean {
  const deadlineMs = progressDeadlineMs(deployment);
  const condition = conditionOf(deployment.status?.conditions, 'Progressing');
  if (deadlineMs === undefined || condition === undefined) return false;
  if (condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return Date.parse(condition.lastUpdateTime ?? '') + deadlineMs < now.getTime();
}

/** What keeps the new ReplicaSet from making pods, or else one of the others. */
function failureConditions(
  { newSet, all }: Rollout,
  conditions: readonly DeploymentCondition[],
): readonly DeploymentCondition[] {
  const failures = [newSet, ...all].flatMap((set) => {
    const condition = conditionOf(set?.status?.conditions, 'ReplicaFailure');
    return condition === undefined ? [] : [fromReplicaSet(condition)];
  });
  const [failure] = failures;
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  return setCondition(conditions, failure);
}

const counts = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
] as const;

export function isSameStatus(a: DeploymentStatus | undefined, b: DeploymentStatus): boolean {
  return (
    counts.every((count) => (a?.[count] ?? 0) === (b[count] ?? 0)) &&
    a?.terminatingReplicas === b.terminatingReplicas &&
    a?.collisionCount === b.collisionCount &&
    isDeepStrictEqual(a?.conditions ?? [], b.conditions ?? [])
  );
}
