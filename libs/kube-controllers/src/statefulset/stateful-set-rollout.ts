import type { ComponentClient, EventRecorder } from '@drillyard/cluster';
import { type Pod, pods } from '../api/core.js';
import type { StatefulSet, StatefulSetStatus } from '../api/stateful-sets.js';
import { persistentVolumeClaims } from '../api/volumes.js';
import { isAlreadyExists, isNotFound, messageOf } from '../api-errors.js';
import { nameOf } from '../claim-objects.js';
import type { ControllerRevision } from '../history/controller-revision.js';
import { isPodAvailable, isPodReady, isPodTerminal } from '../pod-status.js';
import { claimsOf, ordinalOf, revisionLabel, startOrdinal, statefulPod } from './stateful-pods.js';

export interface StatefulRollout {
  readonly client: ComponentClient;
  readonly recorder: EventRecorder;
  readonly set: StatefulSet;
  /** The set with the template of each revision. */
  readonly current: { readonly set: StatefulSet; readonly revision: ControllerRevision };
  readonly update: { readonly set: StatefulSet; readonly revision: ControllerRevision };
  readonly pods: readonly Pod[];
  readonly now: Date;
}

/** One step towards as many pods, in order and of the right revision (`updateStatefulSet`). */
export async function rollOut(rollout: StatefulRollout): Promise<void> {
  const { set } = rollout;
  if (set.metadata.deletionTimestamp !== undefined) return;
  const start = startOrdinal(set);
  const end = start + set.spec.replicas;
  const byOrdinal = new Map(rollout.pods.map((pod) => [ordinalOf(set, pod), pod]));
  const inOrder = set.spec.podManagementPolicy !== 'Parallel';
  for (let ordinal = start; ordinal < end; ordinal++) {
    const waits = await processReplica(rollout, ordinal, byOrdinal.get(ordinal));
    if (waits && inOrder) return;
  }
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal >= 0 && (ordinal < start || ordinal >= end))
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod);
  const firstUnhealthy = [...condemned].reverse().find((pod) => !isHealthy(rollout, pod));
  for (const pod of condemned) {
    const waits = await processCondemned(rollout, pod, inOrder && pod !== firstUnhealthy);
    if (waits && inOrder) return;
  }
  if (set.spec.updateStrategy?.type === 'OnDelete') return;
  await replaceOutdated(rollout, byOrdinal, start, end);
}

/** Whether those after it have to wait. */
async function processReplica(
  rollout: StatefulRollout,
  ordinal: number,
  pod: Pod | undefined,
): Promise<boolean> {
  if (pod === undefined) {
    await create(rollout, ordinal);
    return true;
  }
  if (isPodTerminal(pod)) {
    if (pod.metadata.deletionTimestamp === undefined) await remove(rollout, pod);
    return true;
  }
  if (pod.status?.phase === 'Pending') await createClaims(rollout, pod.metadata.name ?? '');
  return !isHealthy(rollout, pod);
}

async function processCondemned(
  rollout: StatefulRollout,
  pod: Pod,
  mustBeHealthy: boolean,
): Promise<boolean> {
  if (pod.metadata.deletionTimestamp !== undefined) return true;
  if (mustBeHealthy && !isHealthy(rollout, pod)) return true;
  await remove(rollout, pod);
  return true;
}

/** The last pod goes first, and one at a time: the next when its successor is healthy. */
async function replaceOutdated(
  rollout: StatefulRollout,
  byOrdinal: ReadonlyMap<number, Pod>,
  start: number,
  end: number,
): Promise<void> {
  const { set, update } = rollout;
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (let ordinal = end - 1; ordinal >= start + partition; ordinal--) {
    const pod = byOrdinal.get(ordinal);
    if (pod === undefined) return;
    const isOutdated = pod.metadata.labels?.[revisionLabel] !== update.revision.metadata.name;
    if (isOutdated && pod.metadata.deletionTimestamp === undefined) {
      await remove(rollout, pod);
      return;
    }
    if (!isHealthy(rollout, pod)) return;
  }
}

function isHealthy({ set, now }: StatefulRollout, pod: Pod): boolean {
  return (
    pod.status?.phase === 'Running' &&
    pod.metadata.deletionTimestamp === undefined &&
    isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now)
  );
}

/** While a rollout is under way, the pods it has not reached are made as they were. */
async function create(rollout: StatefulRollout, ordinal: number): Promise<void> {
  const { client, recorder, set, current, update } = rollout;
  const { updateStrategy } = set.spec;
  const reach = updateStrategy?.rollingUpdate?.partition ?? set.status?.currentReplicas ?? 0;
  const isRolling = updateStrategy?.type === 'RollingUpdate';
  const isOld = isRolling && ordinal < startOrdinal(set) + reach;
  const of = isOld ? current : update;
  const pod = statefulPod(of.set, ordinal, of.revision.metadata.name ?? '');
  const { name = '' } = pod.metadata;
  await createClaims(rollout, name);
  const about = `Pod ${name} in StatefulSet ${set.metadata.name}`;
  try {
    await client.create(pods, pod);
    recorder.event(set, 'Normal', 'SuccessfulCreate', `Create ${about} successful`);
  } catch (error) {
    if (isAlreadyExists(error)) throw error;
    const message = `Create ${about} failed error: ${messageOf(error)}`;
    recorder.event(set, 'Warning', 'FailedCreate', message);
    throw error;
  }
}

async function createClaims({ client, recorder, set }: StatefulRollout, pod: string) {
  const known = client.informer(persistentVolumeClaims);
  for (const claim of claimsOf(set, pod)) {
    const { namespace = '', name = '' } = claim.metadata;
    if (known.get(namespace, name) !== undefined) continue;
    try {
      await client.create(persistentVolumeClaims, claim);
      const message = `Create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`;
      recorder.event(set, 'Normal', 'SuccessfulCreate', message);
    } catch (error) {
      if (isAlreadyExists(error)) continue;
      const message = `Create Claim ${name} for Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${messageOf(error)}`;
      recorder.event(set, 'Warning', 'FailedCreate', message);
      throw error;
    }
  }
}

async function remove({ client, recorder, set }: StatefulRollout, pod: Pod): Promise<void> {
  const about = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  try {
    await client.delete(pods, nameOf(pod));
    recorder.event(set, 'Normal', 'SuccessfulDelete', `Delete ${about} successful`);
  } catch (error) {
    if (isNotFound(error)) return;
    const message = `Delete ${about} failed error: ${messageOf(error)}`;
    recorder.event(set, 'Warning', 'FailedDelete', message);
    throw error;
  }
}

/** What is to be seen of the pods there are now (`computeReplicaStatus`). */
export function statefulSetStatus(
  set: StatefulSet,
  all: readonly Pod[],
  revisions: { readonly current: string; readonly update: string; readonly collisionCount: number },
  now: Date,
): StatefulSetStatus {
  const created = all.filter(({ status }) => (status?.phase ?? '') !== '');
  const ready = created.filter((pod) => pod.status?.phase === 'Running' && isPodReady(pod));
  const available = ready.filter((pod) => isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now));
  const staying = created.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const of = (name: string) =>
    staying.filter(({ metadata }) => metadata.labels?.[revisionLabel] === name).length;
  const { replicas } = set.spec;
  const updated = of(revisions.update);
  const isDone =
    set.spec.updateStrategy?.type === 'RollingUpdate' &&
    [updated, ready.length, created.length].every((count) => count === replicas);
  const current = isDone ? updated : of(revisions.current);
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: created.length,
    ...(ready.length > 0 && { readyReplicas: ready.length }),
    ...(current > 0 && { currentReplicas: current }),
    ...(updated > 0 && { updatedReplicas: updated }),
    currentRevision: isDone ? revisions.update : revisions.current,
    updateRevision: revisions.update,
    collisionCount: revisions.collisionCount,
    availableReplicas: available.length,
  };
}
