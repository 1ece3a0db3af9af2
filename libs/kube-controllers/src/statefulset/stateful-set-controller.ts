import { isDeepStrictEqual } from 'node:util';
import { keyOf, splitKey, type WorkQueue } from '@drillyard/cluster';
import { type Pod, pods } from '../api/core.js';
import { type StatefulSet, type StatefulSetStatus, statefulSets } from '../api/stateful-sets.js';
import { isNamespaceTerminating } from '../api-errors.js';
import { claimObjects } from '../claim-objects.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { byController, orphansOf } from '../controller-ref.js';
import { followPods } from '../follow-pods.js';
import {
  type ControllerRevision,
  newRevision,
  RevisionHistory,
  revisionData,
  revisionHash,
} from '../history/controller-revision.js';
import { nextAvailabilityMs } from '../pod-status.js';
import { selects } from '../selector.js';
import { ordinalOf, revisionLabel } from './stateful-pods.js';
import { rollOut, statefulSetStatus } from './stateful-set-rollout.js';

const hashLabel = 'controller.kubernetes.io/hash';

/** Keeps pods that have names, in order (pkg/controller/statefulset). */
export function startStatefulSetController(context: ControllerContext): Running {
  const { client, clock } = context;
  const sets = client.informer(statefulSets);
  const podInformer = client.informer(pods);
  const recorder = context.recorder('statefulset-controller');
  const history = new RevisionHistory(client, statefulSets);

  const claimPods = (set: StatefulSet) => {
    const matches = (pod: Pod) =>
      selects(set.spec.selector, pod.metadata.labels) && ordinalOf(set, pod) >= 0;
    const claim = { client, type: pods, owner: set, ownerType: statefulSets, matches };
    return claimObjects(claim, [
      ...podInformer.byIndex(byController, set.metadata.uid ?? ''),
      ...podInformer.byIndex(byController, orphansOf(set.metadata.namespace)),
    ]);
  };

  const sync = async (key: string, queue: WorkQueue): Promise<void> => {
    const { namespace, name } = splitKey(key);
    const set = sets.get(namespace, name);
    if (set === undefined) return;
    const claimed = await claimPods(set);
    const revisions = await history.list(set, set.spec.selector);
    const { current, update, collisionCount } = await revisionsOf(set, revisions, history);
    const names = {
      current: nameOfRevision(current),
      update: nameOfRevision(update),
      collisionCount,
    };
    let error: unknown;
    try {
      await rollOut({
        client,
        recorder,
        set,
        current: { set: atRevision(set, current), revision: current },
        update: { set: atRevision(set, update), revision: update },
        pods: claimed,
        now: clock.now(),
      });
    } catch (refusal) {
      error = refusal;
    }
    const owned = podInformer.byIndex(byController, set.metadata.uid ?? '');
    const status = statefulSetStatus(set, owned, names, clock.now());
    if (!isDeepStrictEqual(withZeros(set.status), withZeros(status))) {
      await client.update(statefulSets, { ...set, status }, 'status');
    }
    if (error !== undefined && !isNamespaceTerminating(error)) throw error;
    const live = new Set([
      ...Object.values(names),
      ...owned.map(({ metadata }) => metadata.labels?.[revisionLabel]),
    ]);
    const isLive = ({ metadata }: ControllerRevision) => live.has(metadata.name);
    await history.truncate(revisions, isLive, set.spec.revisionHistoryLimit ?? 10);
    const { minReadySeconds = 0 } = set.spec;
    const waitMs = nextAvailabilityMs(owned, minReadySeconds, clock.now());
    if (minReadySeconds > 0 && waitMs !== undefined) queue.addAfter(key, waitMs);
  };

  return startSync(context, sync, (queue) => [
    sets.subscribe(({ object }) => queue.add(keyOf(object))),
    followPods({
      pods: podInformer,
      owners: sets,
      ownerType: statefulSets,
      selects: (set, pod) => selects(set.spec.selector, pod.metadata.labels),
      enqueue: (set) => queue.add(keyOf(set)),
    }),
  ]);
}

function nameOfRevision({ metadata }: ControllerRevision): string {
  return metadata.name ?? '';
}

function withZeros(status: StatefulSetStatus | undefined): object {
  const counts = { readyReplicas: 0, currentReplicas: 0, updatedReplicas: 0 };
  return { ...counts, ...status };
}

/** The set as it was, or is to be. */
function atRevision(set: StatefulSet, { data }: ControllerRevision): StatefulSet {
  const { $patch: _patch, ...template } = data.spec.template;
  return { ...set, spec: { ...set.spec, template } };
}

/** The revision pods are of, and the one they are to be of (`getStatefulSetRevisions`). */
async function revisionsOf(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  history: RevisionHistory,
): Promise<{ current: ControllerRevision; update: ControllerRevision; collisionCount: number }> {
  const data = revisionData(set.spec.template);
  const latest = revisions.at(-1);
  const number = (latest?.revision ?? 0) + 1;
  let collisionCount = set.status?.collisionCount ?? 0;
  const equal = revisions.filter((revision) => isDeepStrictEqual(revision.data, data)).at(-1);
  let update = equal;
  if (equal !== undefined && equal !== latest) update = await history.renumber(equal, number);
  while (update === undefined) {
    const wanted = newRevision({
      owner: set,
      ownerType: statefulSets,
      hash: revisionHash(data, collisionCount),
      hashLabel,
      labels: set.spec.template.metadata?.labels ?? {},
      annotations: set.metadata.annotations ?? {},
      data,
      revision: number,
    });
    update = await history.create(wanted);
    if (update === undefined) collisionCount++;
  }
  const current =
    revisions.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount };
}
