import {
  type ComponentClient,
  type Informer,
  keyOf,
  type ResourceType,
  splitKey,
  WorkQueue,
} from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { type RankedPod, sortForDeletion } from '../active-pods.js';
import { type ReplicaSet, type ReplicaSetStatus, replicaSets } from '../api/apps.js';
import { type Pod, pods } from '../api/core.js';
import { isNamespaceTerminating, isNotFound } from '../api-errors.js';
import { claimObjects, nameOf } from '../claim-objects.js';
import { type ControllerContext, type Running, runningAll } from '../controller.js';
import { byController, controllerOf, isControlledBy, orphansOf } from '../controller-ref.js';
import { Expectations } from '../expectations.js';
import { followPods } from '../follow-pods.js';
import { PodControl } from '../pod-control.js';
import { isPodActive, isPodTerminating, nextAvailabilityMs } from '../pod-status.js';
import { selects } from '../selector.js';
import { slowStartBatch } from '../slow-start-batch.js';
import { calculateStatus, isSameStatus } from './replica-set-status.js';

/** Pods made or deleted in one go; the rest follows (pkg/controller/replicaset `BurstReplicas`). */
const burstReplicas = 500;

/** What tells ReplicaSets and ReplicationControllers apart. */
export interface ReplicaSetKind<T extends KubeObject> {
  readonly type: ResourceType<T>;
  readonly component: string;
  readonly countsTerminating: boolean;
  /** The object as a ReplicaSet. */
  readonly view: (object: T) => ReplicaSet;
}

export const replicaSetKind: ReplicaSetKind<ReplicaSet> = {
  type: replicaSets,
  component: 'replicaset-controller',
  countsTerminating: true,
  view: (object) => object,
};

/** Keeps as many pods as asked for (pkg/controller/replicaset). */
export class ReplicaSetController<T extends KubeObject> implements Running {
  private readonly client: ComponentClient;
  private readonly owners: Informer<T>;
  private readonly pods: Informer<Pod>;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private readonly podControl: PodControl;
  private readonly running: Running;

  constructor(
    private readonly context: ControllerContext,
    private readonly kind: ReplicaSetKind<T>,
  ) {
    const { client, clock, onError } = context;
    this.client = client;
    this.owners = client.informer(kind.type);
    this.pods = client.informer(pods);
    this.expectations = new Expectations(clock);
    this.podControl = new PodControl(client, context.recorder(kind.component), kind.type);
    this.queue = new WorkQueue({ clock, onError, work: (key) => this.sync(key) });
    this.running = runningAll([
      this.queue,
      this.owners.subscribe(({ object }) => this.queue.add(keyOf(object))),
      followPods({
        pods: this.pods,
        owners: this.owners,
        ownerType: kind.type,
        selects: (owner, pod) => selects(kind.view(owner).spec.selector, pod.metadata.labels),
        enqueue: (owner) => this.queue.add(keyOf(owner)),
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
    const found = this.owners.get(namespace, name);
    if (found === undefined) {
      this.expectations.forget(key);
      return;
    }
    const owner = this.kind.view(found);
    const mayAct = this.expectations.isSatisfied(key);
    const { selector } = owner.spec;
    const candidates = [
      ...this.pods.byIndex(byController, owner.metadata.uid ?? ''),
      ...this.pods.byIndex(byController, orphansOf(namespace)),
    ];
    const matches = (pod: Pod) => selects(selector, pod.metadata.labels);
    const claim = { client: this.client, type: pods, owner, ownerType: this.kind.type, matches };
    const activePods = await claimObjects(claim, candidates.filter(isPodActive));
    let error: unknown;
    if (mayAct && owner.metadata.deletionTimestamp === undefined) {
      error = await this.manageReplicas(key, owner, activePods);
    }
    const terminating = this.kind.countsTerminating
      ? candidates.filter(
          (pod) => isPodTerminating(pod) && isControlledBy(pod, owner) && matches(pod),
        ).length
      : undefined;
    const now = this.context.clock.now();
    const status = calculateStatus(owner, { activePods, terminating, error }, now);
    await this.updateStatus(found, status);
    if (error !== undefined) throw error;
    const { minReadySeconds = 0 } = owner.spec;
    if (minReadySeconds > 0 && status.readyReplicas !== status.availableReplicas) {
      const waitMs = nextAvailabilityMs(activePods, minReadySeconds, now);
      this.queue.addAfter(key, waitMs ?? minReadySeconds * 1_000);
    }
  }

  /** Answers with the first refusal: it belongs into the status before it is tried again. */
  private manageReplicas(key: string, owner: ReplicaSet, active: readonly Pod[]): Promise<unknown> {
    const surplus = active.length - owner.spec.replicas;
    if (surplus < 0) return this.createPods(key, owner, Math.min(-surplus, burstReplicas));
    if (surplus > 0) return this.deletePods(key, owner, active, Math.min(surplus, burstReplicas));
    return Promise.resolve(undefined);
  }

  private async createPods(key: string, owner: ReplicaSet, count: number): Promise<unknown> {
    this.expectations.expect(key, count);
    const { succeeded, error } = await slowStartBatch(count, async () => {
      try {
        await this.podControl.create(owner, owner.spec.template);
      } catch (refusal) {
        if (!isNamespaceTerminating(refusal)) throw refusal;
      }
    });
    for (let missing = count - succeeded; missing > 0; missing--) {
      this.expectations.creationObserved(key);
    }
    return error;
  }

  private async deletePods(
    key: string,
    owner: ReplicaSet,
    active: readonly Pod[],
    count: number,
  ): Promise<unknown> {
    const doomed = this.podsToDelete(owner, active, count);
    this.expectations.expect(key, 0, doomed.map(keyOf));
    let failure: unknown;
    for (const pod of doomed) {
      try {
        await this.podControl.delete(owner, pod);
      } catch (error) {
        this.expectations.deletionObserved(key, keyOf(pod));
        if (!isNotFound(error)) failure ??= error;
      }
    }
    return failure;
  }

  private podsToDelete(owner: ReplicaSet, active: readonly Pod[], count: number): readonly Pod[] {
    if (count >= active.length) return active;
    const perNode = new Map<string, number>();
    for (const { spec } of this.relatedPods(owner).filter(isPodActive)) {
      const { nodeName = '' } = spec;
      perNode.set(nodeName, (perNode.get(nodeName) ?? 0) + 1);
    }
    const ranked = active.map(
      (pod): RankedPod => ({ pod, rank: perNode.get(pod.spec.nodeName ?? '') ?? 0 }),
    );
    return sortForDeletion(ranked, this.context.clock.now()).slice(0, count);
  }

  /** Of all ReplicaSets of the same Deployment. */
  private relatedPods(owner: ReplicaSet): readonly Pod[] {
    const ref = controllerOf(owner);
    const siblings =
      ref === undefined ? [owner] : this.owners.byIndex(byController, ref.uid).map(this.kind.view);
    return siblings.flatMap(({ metadata }) => this.pods.byIndex(byController, metadata.uid ?? ''));
  }

  /** Tried again once, on what the server has. */
  private async updateStatus(owner: T, status: ReplicaSetStatus): Promise<void> {
    const before = this.kind.view(owner).status;
    if (isSameStatus(before, status)) return;
    try {
      await this.client.update(this.kind.type, { ...owner, status }, 'status');
    } catch (error) {
      if (isNotFound(error)) throw error;
      const fresh = await this.client.get(this.kind.type, nameOf(owner));
      await this.client.update(this.kind.type, { ...fresh, status }, 'status');
    }
  }
}
