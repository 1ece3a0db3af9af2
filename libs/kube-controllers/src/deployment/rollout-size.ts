import type { Deployment, DeploymentStatus, ReplicaSet } from '../api/apps.js';
import { scaledValue } from '../int-or-percent.js';
import { desiredReplicas, maxReplicas, readCount } from './replica-set-annotations.js';

export function isRollingUpdate({ spec }: Deployment): boolean {
  return spec.strategy.type === 'RollingUpdate';
}

/** How many pods there may be beyond those asked for. */
export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0;
}

/** How many of the pods asked for may be missing. */
export function maxUnavailable(deployment: Deployment): number {
  const { replicas } = deployment.spec;
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, replicas);
}

/** Both cannot be nothing: then one may be missing, as a quota may allow no surge (`ResolveFenceposts`). */
function fenceposts({ spec }: Deployment): { surge: number; unavailable: number } {
  const { rollingUpdate = {} } = spec.strategy;
  const surge = scaledValue(rollingUpdate.maxSurge, spec.replicas, true);
  const unavailable = scaledValue(rollingUpdate.maxUnavailable, spec.replicas, false);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** How large the new ReplicaSet should be next (`NewRSNewReplicas`). */
export function newReplicaSetSize(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSize: number,
): number {
  const { replicas } = deployment.spec;
  if (!isRollingUpdate(deployment)) return replicas;
  const surge = scaledValue(deployment.spec.strategy.rollingUpdate?.maxSurge, replicas, true);
  const room = replicas + surge - specReplicas(all);
  return room <= 0 ? newSize : newSize + Math.min(room, replicas - newSize);
}

export function specReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, { spec }) => sum + spec.replicas, 0);
}

export function actualReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, { status }) => sum + (status?.replicas ?? 0), 0);
}

export function availableReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, { status }) => sum + (status?.availableReplicas ?? 0), 0);
}

export function readyReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, { status }) => sum + (status?.readyReplicas ?? 0), 0);
}

/** Undefined while a ReplicaSet that has been looked at does not say. */
export function terminatingReplicas(sets: readonly ReplicaSet[]): number | undefined {
  let sum = 0;
  for (const { status } of sets) {
    const { terminatingReplicas: terminating, observedGeneration = 0 } = status ?? {};
    if (terminating === undefined && observedGeneration > 0) return undefined;
    sum += terminating ?? 0;
  }
  return sum;
}

/** All pods are new ones, and available. */
export function isComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

/** More new pods, fewer old ones, more ready or available ones than before. */
export function isProgressing(
  { status: before = {} }: Deployment,
  after: DeploymentStatus,
): boolean {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** The new ReplicaSet has all pods there should be, and they are available. */
export function isSaturated({ spec }: Deployment, set: ReplicaSet | undefined): boolean {
  return (
    set !== undefined &&
    set.spec.replicas === spec.replicas &&
    readCount(set, desiredReplicas) === spec.replicas &&
    (set.status?.availableReplicas ?? 0) === spec.replicas
  );
}

/** The part a ReplicaSet takes of replicas to add, or of a negative number to remove. */
export function proportion(
  set: ReplicaSet,
  deployment: Deployment,
  toAdd: number,
  added: number,
): number {
  if (set.spec.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = fractionOf(set, deployment);
  const allowed = toAdd - added;
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
}

function fractionOf({ spec, metadata }: ReplicaSet, deployment: Deployment): number {
  if (deployment.spec.replicas === 0) return -spec.replicas;
  const max = deployment.spec.replicas + maxSurge(deployment);
  const before = readCount({ metadata }, maxReplicas) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((spec.replicas * max) / before) - spec.replicas;
}
