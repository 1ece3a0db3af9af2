import type { ReplicaSet } from '../api/apps.js';
import type { DeploymentSync } from './deployment-sync.js';
import { active, olderFirst } from './replica-set-lists.js';
import {
  availableReplicas,
  isComplete,
  maxUnavailable,
  newReplicaSetSize,
  specReplicas,
} from './rollout-size.js';

/** New pods come and old ones go within the bounds of surge and availability (`rolling.go`). */
export async function rolloutRolling(sync: DeploymentSync): Promise<void> {
  await sync.syncRevision(true);
  if (await scaleNew(sync)) return;
  if (await scaleDownOld(sync)) return;
  if (isComplete(sync.deployment, sync.deployment.status ?? {})) await sync.cleanUp();
}

async function scaleNew(sync: DeploymentSync): Promise<boolean> {
  const { newSet, deployment, all } = sync;
  if (newSet === undefined) return false;
  const { replicas } = newSet.spec;
  if (replicas === deployment.spec.replicas) return false;
  const size =
    replicas > deployment.spec.replicas
      ? deployment.spec.replicas
      : newReplicaSetSize(deployment, all, replicas);
  return sync.scaleReplicaSet(newSet, size);
}

async function scaleDownOld(sync: DeploymentSync): Promise<boolean> {
  const { deployment, newSet } = sync;
  if (newSet === undefined || specReplicas(active(sync.oldSets)) === 0) return false;
  const minAvailable = deployment.spec.replicas - maxUnavailable(deployment);
  const newUnavailable = newSet.spec.replicas - (newSet.status?.availableReplicas ?? 0);
  const scaleDownMax = specReplicas(sync.all) - minAvailable - newUnavailable;
  if (scaleDownMax <= 0) return false;
  const unhealthy = await cleanUpUnhealthy(sync, scaleDownMax);
  const healthy = await scaleDownHealthy(sync, minAvailable);
  return unhealthy + healthy > 0;
}

/** Pods that serve nobody go first: they would only stand in the way. */
async function cleanUpUnhealthy(sync: DeploymentSync, max: number): Promise<number> {
  return scaleDown(
    sync,
    max,
    ({ spec, status }) => spec.replicas - (status?.availableReplicas ?? 0),
  );
}

async function scaleDownHealthy(sync: DeploymentSync, minAvailable: number): Promise<number> {
  const sets = [...active(sync.oldSets), ...(sync.newSet === undefined ? [] : [sync.newSet])];
  const max = availableReplicas(sets) - minAvailable;
  return scaleDown(sync, max, ({ spec }) => spec.replicas);
}

async function scaleDown(
  sync: DeploymentSync,
  max: number,
  removable: (set: ReplicaSet) => number,
): Promise<number> {
  let total = 0;
  for (const set of active(sync.oldSets).sort(olderFirst)) {
    const count = Math.min(max - total, removable(set));
    if (count <= 0) continue;
    await sync.scaleReplicaSet(set, set.spec.replicas - count);
    total += count;
  }
  return total;
}
