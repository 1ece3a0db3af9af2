import { isDeepStrictEqual } from 'node:util';
import { keyOf, splitKey } from '@drillyard/cluster';
import { type Node, nodes, type Pod, pods } from '../api/core.js';
import { type DaemonSet, type DaemonSetStatus, daemonSets } from '../api/daemon-sets.js';
import { isNamespaceTerminating, isNotFound } from '../api-errors.js';
import { claimObjects } from '../claim-objects.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { byController, orphansOf } from '../controller-ref.js';
import { Expectations } from '../expectations.js';
import { followPods } from '../follow-pods.js';
import { computeHash } from '../hash/compute-hash.js';
import {
  type ControllerRevision,
  newRevision,
  RevisionHistory,
  revisionData,
} from '../history/controller-revision.js';
import { scaledValue } from '../int-or-percent.js';
import { PodControl } from '../pod-control.js';
import { isPodAvailable, isPodReady } from '../pod-status.js';
import { isEmptySelector, selects } from '../selector.js';
import { slowStartBatch } from '../slow-start-batch.js';
import {
  daemonSpec,
  generationAnnotation,
  nodeOf,
  pinned,
  placementOn,
  revisionLabel,
  templateGeneration,
} from './daemon-pods.js';

/** Pods made or deleted in one go. */
const burstReplicas = 250;

/** Runs a pod on each node that fits (pkg/controller/daemon). */
export function startDaemonSetController(context: ControllerContext): Running {
  const { client, clock } = context;
  const sets = client.informer(daemonSets);
  const podInformer = client.informer(pods);
  const nodeInformer = client.informer(nodes);
  const recorder = context.recorder('daemonset-controller');
  const podControl = new PodControl(client, recorder, daemonSets);
  const expectations = new Expectations(clock);
  const history = new RevisionHistory(client, daemonSets);

  const podsByNode = async (set: DaemonSet) => {
    const matches = (pod: Pod) => selects(set.spec.selector, pod.metadata.labels);
    const claim = { client, type: pods, owner: set, ownerType: daemonSets, matches };
    const claimed = await claimObjects(claim, [
      ...podInformer.byIndex(byController, set.metadata.uid ?? ''),
      ...podInformer.byIndex(byController, orphansOf(set.metadata.namespace)),
    ]);
    return grouped(claimed);
  };

  /** What each node lacks or has too much of. */
  const plan = (set: DaemonSet, byNode: ReadonlyMap<string, readonly Pod[]>) => {
    const missing: string[] = [];
    const doomed: Pod[] = [];
    for (const node of nodeInformer.list()) {
      const { name = '' } = node.metadata;
      const own = byNode.get(name);
      const { shouldRun, mayStay } = placementOn(node, set);
      if (shouldRun && own === undefined) missing.push(name);
      else if (!mayStay) doomed.push(...(own ?? []).filter(isStaying));
      else doomed.push(...surplus(set, name, own ?? []));
    }
    for (const [name, own] of byNode) {
      if (name !== '' && nodeInformer.get('', name) === undefined)
        doomed.push(...own.filter(isStaying));
    }
    return { missing, doomed };
  };

  const surplus = (set: DaemonSet, node: string, own: readonly Pod[]): readonly Pod[] => {
    const ended = own.filter(isStaying).filter(({ status, metadata }) => {
      const { phase } = status ?? {};
      const about = `daemon pod ${metadata.namespace}/${metadata.name} on node ${node}, will try to`;
      if (phase === 'Failed') {
        recorder.event(set, 'Warning', 'FailedDaemonPod', `Found failed ${about} kill it`);
      } else if (phase === 'Succeeded') {
        recorder.event(set, 'Normal', 'SucceededDaemonPod', `Found succeeded ${about} delete it`);
      }
      return phase === 'Failed' || phase === 'Succeeded';
    });
    const running = own.filter((pod) => isStaying(pod) && !ended.includes(pod));
    return [...ended, ...running.sort(olderFirst).slice(1)];
  };

  const act = async (
    key: string,
    set: DaemonSet,
    hash: string,
    { missing, doomed }: { missing: readonly string[]; doomed: readonly Pod[] },
  ) => {
    const creating = missing.slice(0, burstReplicas);
    const deleting = doomed.slice(0, burstReplicas);
    if (creating.length + deleting.length === 0) return;
    expectations.expect(key, creating.length, deleting.map(keyOf));
    const generation = set.metadata.annotations?.[generationAnnotation];
    const { metadata = {}, spec } = set.spec.template;
    const labels = {
      ...metadata.labels,
      ...(generation && { [templateGeneration]: generation }),
      [revisionLabel]: hash,
    };
    const template = { metadata: { ...metadata, labels }, spec: daemonSpec(spec) };
    const { succeeded, error } = await slowStartBatch(creating.length, async (index) => {
      await podControl.create(set, template, (pod) => pinned(pod, creating[index] ?? ''));
    });
    for (let left = creating.length - succeeded; left > 0; left--)
      expectations.creationObserved(key);
    for (const pod of deleting) {
      try {
        await podControl.delete(set, pod);
      } catch (refusal) {
        expectations.deletionObserved(key, keyOf(pod));
        if (!isNotFound(refusal)) throw refusal;
      }
    }
    if (error !== undefined) throw error;
  };

  const outdated = (set: DaemonSet, hash: string, byNode: ReadonlyMap<string, readonly Pod[]>) => {
    const { updateStrategy, minReadySeconds = 0 } = set.spec;
    if (updateStrategy?.type === 'OnDelete') return [];
    const total = [...nodeInformer.list()].filter(
      (node) => placementOn(node, set).shouldRun,
    ).length;
    const { maxUnavailable = 1, maxSurge = 0 } = updateStrategy?.rollingUpdate ?? {};
    const limit = Math.max(scaledValue(maxUnavailable, total, true), maxSurge === 0 ? 0 : 1);
    const now = clock.now();
    const replaceable: Pod[] = [];
    const candidates: Pod[] = [];
    let unavailable = 0;
    for (const own of byNode.values()) {
      const staying = own.filter(isStaying);
      const [pod, ...others] = staying;
      const isUsable =
        pod !== undefined && others.length === 0 && isPodAvailable(pod, minReadySeconds, now);
      if (!isUsable) unavailable++;
      if (pod === undefined || isUpdated(set, pod, hash)) continue;
      (isUsable ? candidates : replaceable).push(pod);
    }
    return [...replaceable, ...candidates.slice(0, Math.max(0, limit - unavailable))];
  };

  const statusOf = (set: DaemonSet, hash: string, byNode: ReadonlyMap<string, readonly Pod[]>) => {
    const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 };
    for (const node of nodeInformer.list()) {
      const [pod] = [...(byNode.get(node.metadata.name ?? '') ?? [])].sort(olderFirst);
      const { shouldRun } = placementOn(node, set);
      if (shouldRun) counts.desired++;
      if (pod === undefined) continue;
      if (!shouldRun) {
        counts.misscheduled++;
        continue;
      }
      counts.current++;
      if (isPodReady(pod)) counts.ready++;
      if (isPodAvailable(pod, set.spec.minReadySeconds ?? 0, clock.now())) counts.available++;
      if (isUpdated(set, pod, hash)) counts.updated++;
    }
    return daemonSetStatus(set, counts);
  };

  const sync = async (key: string) => {
    const { namespace, name } = splitKey(key);
    const set = sets.get(namespace, name);
    if (set === undefined) {
      expectations.forget(key);
      return;
    }
    if (isEmptySelector(set.spec.selector)) {
      const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
      recorder.event(set, 'Warning', 'SelectingAll', message);
      return;
    }
    if (set.metadata.deletionTimestamp !== undefined) return;
    const hash = await syncRevision(set, history);
    if (expectations.isSatisfied(key)) {
      try {
        await act(key, set, hash, plan(set, await podsByNode(set)));
        if (expectations.isSatisfied(key)) {
          const doomed = outdated(set, hash, await podsByNode(set));
          await act(key, set, hash, { missing: [], doomed });
        }
      } catch (error) {
        if (!isNamespaceTerminating(error)) throw error;
      }
    }
    const status = statusOf(set, hash, await podsByNode(set));
    if (isDeepStrictEqual(set.status, status)) return;
    await client.update(daemonSets, { ...set, status }, 'status');
  };

  return startSync(context, sync, (queue) => [
    sets.subscribe(({ object }) => queue.add(keyOf(object))),
    nodeInformer.subscribe((event) => {
      if (event.type === 'MODIFIED' && isSamePlace(event.object, event.previous)) return;
      for (const set of sets.list()) queue.add(keyOf(set));
    }),
    followPods({
      pods: podInformer,
      owners: sets,
      ownerType: daemonSets,
      selects: (set, pod) => selects(set.spec.selector, pod.metadata.labels),
      enqueue: (set) => queue.add(keyOf(set)),
      onCreated: (key) => expectations.creationObserved(key),
      onDeleted: (key, pod) => expectations.deletionObserved(key, keyOf(pod)),
    }),
  ]);
}

function grouped(all: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of all) byNode.set(nodeOf(pod), [...(byNode.get(nodeOf(pod)) ?? []), pod]);
  return byNode;
}

function isStaying({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp === undefined;
}

/** Scheduled pods before others, then by age. */
function olderFirst(a: Pod, b: Pod): number {
  const [scheduled, other] = [a, b].map(({ spec }) => (spec.nodeName ? 0 : 1));
  if (scheduled !== other) return (scheduled ?? 0) - (other ?? 0);
  return (a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1;
}

function isUpdated(set: DaemonSet, { metadata }: Pod, hash: string): boolean {
  const generation = set.metadata.annotations?.[generationAnnotation];
  const { labels = {} } = metadata;
  const isGeneration = generation !== undefined && labels[templateGeneration] === generation;
  return isGeneration || labels[revisionLabel] === hash;
}

function isSamePlace(node: Node, before: Node): boolean {
  return (
    isDeepStrictEqual(node.metadata.labels, before.metadata.labels) &&
    isDeepStrictEqual(node.spec?.taints, before.spec?.taints)
  );
}

function daemonSetStatus(
  { metadata, status }: DaemonSet,
  counts: Readonly<
    Record<'desired' | 'current' | 'misscheduled' | 'ready' | 'updated' | 'available', number>
  >,
): DaemonSetStatus {
  const { desired, updated, available } = counts;
  const { collisionCount } = status ?? {};
  return {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    desiredNumberScheduled: desired,
    numberReady: counts.ready,
    observedGeneration: metadata.generation ?? 0,
    ...(updated > 0 && { updatedNumberScheduled: updated }),
    ...(available > 0 && { numberAvailable: available }),
    ...(desired > available && { numberUnavailable: desired - available }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
}

/** Answers with the hash of the template, which its revision is named after. */
async function syncRevision(set: DaemonSet, history: RevisionHistory): Promise<string> {
  const revisions = await history.list(set, set.spec.selector);
  const data = revisionData(set.spec.template);
  const latest = revisions.at(-1);
  const number = (latest?.revision ?? 0) + 1;
  const equal = revisions.filter((revision) => isDeepStrictEqual(revision.data, data)).at(-1);
  if (equal !== undefined && equal !== latest) await history.renumber(equal, number);
  const known = equal?.metadata.labels?.[revisionLabel];
  if (known !== undefined) {
    const isLive = (revision: ControllerRevision) => revision === equal;
    await history.truncate(revisions, isLive, set.spec.revisionHistoryLimit ?? 10);
    return known;
  }
  for (let collisions = set.status?.collisionCount; ; collisions = (collisions ?? 0) + 1) {
    const hash = computeHash(set.spec.template, collisions);
    const wanted = newRevision({
      owner: set,
      ownerType: daemonSets,
      hash,
      hashLabel: revisionLabel,
      labels: set.spec.template.metadata?.labels ?? {},
      annotations: set.metadata.annotations ?? {},
      data,
      revision: number,
    });
    if ((await history.create(wanted)) !== undefined) return hash;
  }
}
