import { isDeepStrictEqual } from 'node:util';
import { type EventRecorder, type Informer, keyOf, splitKey, WorkQueue } from '@drillyard/cluster';
import { type Node, nodes, type Pod, pods } from '../api/core.js';
import { type DaemonSet, daemonSets } from '../api/daemon-sets.js';
import { isNamespaceTerminating, isNotFound } from '../api-errors.js';
import { claimObjects } from '../claim-objects.js';
import { type ControllerContext, type Running, runningAll } from '../controller.js';
import { byController, orphansOf } from '../controller-ref.js';
import { Expectations } from '../expectations.js';
import { followPods } from '../follow-pods.js';
import { RevisionHistory } from '../history/controller-revision.js';
import { PodControl } from '../pod-control.js';
import { isEmptySelector, selects } from '../selector.js';
import { slowStartBatch } from '../slow-start-batch.js';
import {
  daemonSpec,
  generationAnnotation,
  pinned,
  placementOn,
  revisionLabel,
  templateGeneration,
} from './daemon-pods.js';
import { syncRevision } from './daemon-revision.js';
import {
  grouped,
  isSamePlace,
  isStaying,
  olderFirst,
  outdated,
  type PodsByNode,
  statusOf,
} from './daemon-set-status.js';

/** Pods made or deleted in one go. */
const burstReplicas = 250;

/** What nodes lack, and what is too much. */
interface Plan {
  readonly missing: readonly string[];
  readonly doomed: readonly Pod[];
}

/** Runs a pod on each node that fits (pkg/controller/daemon). */
export class DaemonSetController implements Running {
  private readonly sets: Informer<DaemonSet>;
  private readonly pods: Informer<Pod>;
  private readonly nodes: Informer<Node>;
  private readonly queue: WorkQueue;
  private readonly recorder: EventRecorder;
  private readonly podControl: PodControl;
  private readonly expectations: Expectations;
  private readonly history: RevisionHistory;
  private readonly running: Running;

  constructor(private readonly context: ControllerContext) {
    const { client, clock, onError } = context;
    this.sets = client.informer(daemonSets);
    this.pods = client.informer(pods);
    this.nodes = client.informer(nodes);
    this.recorder = context.recorder('daemonset-controller');
    this.podControl = new PodControl(client, this.recorder, daemonSets);
    this.expectations = new Expectations(clock);
    this.history = new RevisionHistory(client, daemonSets);
    this.queue = new WorkQueue({ clock, onError, work: (key) => this.sync(key) });
    this.running = runningAll([
      this.queue,
      this.sets.subscribe(({ object }) => this.queue.add(keyOf(object))),
      this.nodes.subscribe((event) => {
        if (event.type === 'MODIFIED' && isSamePlace(event.object, event.previous)) return;
        for (const set of this.sets.list()) this.queue.add(keyOf(set));
      }),
      followPods({
        pods: this.pods,
        owners: this.sets,
        ownerType: daemonSets,
        selects: (set, pod) => selects(set.spec.selector, pod.metadata.labels),
        enqueue: (set) => this.queue.add(keyOf(set)),
        onCreated: (key) => this.expectations.creationObserved(key),
        onDeleted: (key, pod) => this.expectations.deletionObserved(key, keyOf(pod)),
      }),
    ]);
  }

  close(): void {
    this.running.close();
  }

  private async sync(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const set = this.sets.get(namespace, name);
    if (set === undefined) {
      this.expectations.forget(key);
      return;
    }
    if (isEmptySelector(set.spec.selector)) {
      const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
      this.recorder.event(set, 'Warning', 'SelectingAll', message);
      return;
    }
    if (set.metadata.deletionTimestamp !== undefined) return;
    try {
      const hash = await syncRevision(set, this.history);
      await this.manage(key, set, hash);
      await this.updateStatus(set, hash);
    } catch (error) {
      if (!isNamespaceTerminating(error)) throw error;
    }
  }

  /** Old daemons go once every node has what it lacks. */
  private async manage(key: string, set: DaemonSet, hash: string): Promise<void> {
    if (!this.expectations.isSatisfied(key)) return;
    await this.act(key, set, hash, this.plan(set, await this.podsByNode(set)));
    if (!this.expectations.isSatisfied(key)) return;
    const byNode = await this.podsByNode(set);
    const doomed = outdated(set, hash, this.nodes.list(), byNode, this.context.clock.now());
    await this.act(key, set, hash, { missing: [], doomed });
  }

  private async updateStatus(set: DaemonSet, hash: string): Promise<void> {
    const { client, clock } = this.context;
    const byNode = await this.podsByNode(set);
    const now = clock.now();
    const status = statusOf(set, hash, this.nodes.list(), byNode, now);
    const { minReadySeconds = 0 } = set.spec;
    if (minReadySeconds > 0 && status.numberReady !== (status.numberAvailable ?? 0)) {
      this.queue.addAfter(keyOf(set), minReadySeconds * 1_000);
    }
    if (isDeepStrictEqual(set.status, status)) return;
    await client.update(daemonSets, { ...set, status }, 'status');
  }

  private async podsByNode(set: DaemonSet): Promise<PodsByNode> {
    const { client } = this.context;
    const matches = (pod: Pod) => selects(set.spec.selector, pod.metadata.labels);
    const claim = { client, type: pods, owner: set, ownerType: daemonSets, matches };
    const claimed = await claimObjects(claim, [
      ...this.pods.byIndex(byController, set.metadata.uid ?? ''),
      ...this.pods.byIndex(byController, orphansOf(set.metadata.namespace)),
    ]);
    return grouped(claimed);
  }

  private plan(set: DaemonSet, byNode: PodsByNode): Plan {
    const missing: string[] = [];
    const doomed: Pod[] = [];
    for (const node of this.nodes.list()) {
      const { name = '' } = node.metadata;
      const own = byNode.get(name);
      const { shouldRun, mayStay } = placementOn(node, set);
      if (shouldRun && own === undefined) missing.push(name);
      else if (!mayStay) doomed.push(...(own ?? []).filter(isStaying));
      else doomed.push(...this.surplus(set, name, own ?? []));
    }
    for (const [name, own] of byNode) {
      const isGone = name !== '' && this.nodes.get('', name) === undefined;
      if (isGone) doomed.push(...own.filter(isStaying));
    }
    return { missing, doomed };
  }

  /** Daemons that have ended, and all but the oldest that run. */
  private surplus(set: DaemonSet, node: string, own: readonly Pod[]): readonly Pod[] {
    const staying = own.filter(isStaying);
    const ended = staying.filter(({ status, metadata }) => {
      const { phase } = status ?? {};
      const about = `daemon pod ${metadata.namespace}/${metadata.name} on node ${node}, will try to`;
      if (phase === 'Failed') {
        this.recorder.event(set, 'Warning', 'FailedDaemonPod', `Found failed ${about} kill it`);
      } else if (phase === 'Succeeded') {
        const message = `Found succeeded ${about} delete it`;
        this.recorder.event(set, 'Normal', 'SucceededDaemonPod', message);
      }
      return phase === 'Failed' || phase === 'Succeeded';
    });
    const running = staying.filter((pod) => !ended.includes(pod));
    return [...ended, ...running.sort(olderFirst).slice(1)];
  }

  private async act(key: string, set: DaemonSet, hash: string, plan: Plan): Promise<void> {
    const creating = plan.missing.slice(0, burstReplicas);
    const deleting = plan.doomed.slice(0, burstReplicas);
    if (creating.length + deleting.length === 0) return;
    this.expectations.expect(key, creating.length, deleting.map(keyOf));
    const template = daemonTemplate(set, hash);
    const { succeeded, error } = await slowStartBatch(creating.length, async (index) => {
      await this.podControl.create(set, template, (pod) => pinned(pod, creating[index] ?? ''));
    });
    for (let left = creating.length - succeeded; left > 0; left--) {
      this.expectations.creationObserved(key);
    }
    for (const pod of deleting) {
      try {
        await this.podControl.delete(set, pod);
      } catch (refusal) {
        this.expectations.deletionObserved(key, keyOf(pod));
        if (!isNotFound(refusal)) throw refusal;
      }
    }
    if (error !== undefined) throw error;
  }
}

function daemonTemplate(set: DaemonSet, hash: string) {
  const generation = set.metadata.annotations?.[generationAnnotation];
  const { metadata = {}, spec } = set.spec.template;
  const labels = {
    ...metadata.labels,
    ...(generation && { [templateGeneration]: generation }),
    [revisionLabel]: hash,
  };
  return { metadata: { ...metadata, labels }, spec: daemonSpec(spec) };
}
