import type { DeploymentSync } from './deployment-sync.js';
import { active, activeOrLatest, largerThenNewer, largerThenOlder } from './replica-set-lists.js';
import {
  isRollingUpdate,
  isSaturated,
  maxSurge,
  proportion,
  specReplicas,
} from './rollout-size.js';

/** A Deployment that changed its size amid a rollout, or is paused: each part grows alike (`scale`). */
export async function scale(sync: DeploymentSync): Promise<void> {
  const { deployment, newSet, oldSets } = sync;
  const only = activeOrLatest(newSet, oldSets);
  if (only !== undefined) {
    await sync.scaleReplicaSet(only, deployment.spec.replicas);
    return;
  }
  if (isSaturated(deployment, newSet)) {
    for (const set of active(oldSets)) await sync.scaleReplicaSet(set, 0);
    return;
  }
  if (isRollingUpdate(deployment)) await scaleProportionally(sync);
}

/** What is left over by rounding goes to the largest. */
async function scaleProportionally(sync: DeploymentSync): Promise<void> {
  const { deployment } = sync;
  const { replicas } = deployment.spec;
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const sets = active(sync.all);
  const toAdd = allowed - specReplicas(sets);
  if (toAdd > 0) sets.sort(largerThenNewer);
  if (toAdd < 0) sets.sort(largerThenOlder);
  let added = 0;
  const sizes = sets.map((set) => {
    const part = toAdd === 0 ? 0 : proportion(set, deployment, toAdd, added);
    added += part;
    return set.spec.replicas + part;
  });
  for (const [index, set] of sets.entries()) {
    const leftover = index === 0 && toAdd !== 0 ? toAdd - added : 0;
    await sync.scaleReplicaSet(set, Math.max(0, (sizes[index] ?? 0) + leftover), true);
  }
}
