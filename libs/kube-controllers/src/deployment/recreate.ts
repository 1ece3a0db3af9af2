import { isPodTerminal } from '../pod-status.js';
import type { DeploymentSync } from './deployment-sync.js';
import { active } from './replica-set-lists.js';
import { actualReplicas, isComplete } from './rollout-size.js';

/** All old pods are gone before the first new one comes (`recreate.go`). */
export async function rolloutRecreate(sync: DeploymentSync): Promise<void> {
  await sync.syncRevision(false);
  let scaledDown = false;
  for (const set of active(sync.oldSets)) {
    scaledDown = (await sync.scaleReplicaSet(set, 0)) || scaledDown;
  }
  if (scaledDown || oldPodsRun(sync)) return;
  if (sync.newSet === undefined) await sync.syncRevision(true);
  if (sync.newSet === undefined) return;
  await sync.scaleReplicaSet(sync.newSet, sync.deployment.spec.replicas);
  if (isComplete(sync.deployment, sync.deployment.status ?? {})) await sync.cleanUp();
}

function oldPodsRun({ oldSets, options }: DeploymentSync): boolean {
  if (actualReplicas(oldSets) > 0) return true;
  return oldSets.some((set) => options.podsOf(set).some((pod) => !isPodTerminal(pod)));
}
