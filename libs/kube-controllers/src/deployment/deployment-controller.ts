import { isDeepStrictEqual } from 'node:util';
import { type EventRecorder, type Informer, keyOf, splitKey, WorkQueue } from '@drillyard/cluster';
import { type Deployment, deployments, type ReplicaSet, replicaSets } from '../api/apps.js';
import { type Pod, pods } from '../api/core.js';
import { isNamespaceTerminating } from '../api-errors.js';
import { claimObjects } from '../claim-objects.js';
import { conditionOf } from '../conditions.js';
import { type ControllerContext, type Running, runningAll } from '../controller.js';
import { byController, controllerOf, orphansOf } from '../controller-ref.js';
import { isEmptySelector, selects } from '../selector.js';
import { newCondition, progressDeadlineMs } from './deployment-conditions.js';
import { calculateStatus, isSameStatus, rolloutStatus } from './deployment-status.js';
import { DeploymentSync } from './deployment-sync.js';
import { rolloutRecreate } from './recreate.js';
import { desiredReplicas, readCount } from './replica-set-annotations.js';
import { active } from './replica-set-lists.js';
import { rollback, rollbackRevision } from './rollback.js';
import { rolloutRolling } from './rolling.js';
import { isComplete } from './rollout-size.js';
import { scale } from './scale.js';

/** Failures in a row after which a Deployment waits for its next change (`maxRetries`). */
const retriesMax = 15;

/** Rolls Deployments out, ReplicaSet by ReplicaSet (pkg/controller/deployment). */
export class DeploymentController implements Running {
  private readonly deployments: Informer<Deployment>;
  private readonly sets: Informer<ReplicaSet>;
  private readonly pods: Informer<Pod>;
  private readonly queue: WorkQueue;
  private readonly recorder: EventRecorder;
  private readonly running: Running;

  constructor(private readonly context: ControllerContext) {
    const { client, clock, onError } = context;
    this.deployments = client.informer(deployments);
    this.sets = client.informer(replicaSets);
    this.pods = client.informer(pods);
    this.recorder = context.recorder('deployment-controller');
    this.queue = new WorkQueue({ clock, onError, retriesMax, work: (key) => this.work(key) });
    this.running = runningAll([
      this.queue,
      this.deployments.subscribe(({ object }) => this.queue.add(keyOf(object))),
      this.sets.subscribe((event) => {
        const before = event.type === 'MODIFIED' ? event.previous : undefined;
        this.replicaSetChanged(event.object, before);
      }),
      this.pods.subscribe(({ type, object }) => {
        if (type === 'DELETED') this.podDeleted(object);
      }),
    ]);
  }

  close(): void {
    this.running.close();
  }

  private replicaSetChanged(set: ReplicaSet, before: ReplicaSet | undefined): void {
    const ref = controllerOf(set);
    const earlier = before && controllerOf(before);
    if (before !== undefined && earlier?.uid !== ref?.uid) this.wake(this.ownerOf(before));
    if (ref !== undefined) {
      this.wake(this.ownerOf(set));
      return;
    }
    const relabelled = !isDeepStrictEqual(before?.metadata.labels, set.metadata.labels);
    if (!relabelled && earlier === undefined) return;
    for (const deployment of this.deployments.list(set.metadata.namespace)) {
      const { selector } = deployment.spec;
      const fits = !isEmptySelector(selector) && selects(selector, set.metadata.labels);
      if (fits) this.wake(deployment);
    }
  }

  /** A Deployment that recreates waits for the last of its old pods. */
  private podDeleted(pod: Pod): void {
    const ref = controllerOf(pod);
    if (ref?.kind !== 'ReplicaSet') return;
    const set = this.sets.get(pod.metadata.namespace ?? '', ref.name);
    const deployment = set && this.ownerOf(set);
    if (deployment?.spec.strategy.type !== 'Recreate') return;
    const sets = this.sets.byIndex(byController, deployment.metadata.uid ?? '');
    if (sets.every((each) => this.podsOf(each).length === 0)) this.wake(deployment);
  }

  private wake(deployment: Deployment | undefined): void {
    if (deployment !== undefined) this.queue.add(keyOf(deployment));
  }

  private ownerOf(set: ReplicaSet): Deployment | undefined {
    const ref = controllerOf(set);
    if (ref?.kind !== 'Deployment') return undefined;
    const found = this.deployments.get(set.metadata.namespace ?? '', ref.name);
    return found?.metadata.uid === ref.uid ? found : undefined;
  }

  private podsOf({ metadata }: ReplicaSet): readonly Pod[] {
    return this.pods.byIndex(byController, metadata.uid ?? '');
  }

  private async work(key: string): Promise<void> {
    try {
      await this.sync(key);
    } catch (error) {
      if (!isNamespaceTerminating(error)) throw error;
    }
  }

  private async sync(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const deployment = this.deployments.get(namespace, name);
    if (deployment === undefined) return;
    if (isEmptySelector(deployment.spec.selector)) {
      const message = 'This deployment is selecting all pods. A non-empty selector is required.';
      this.recorder.event(deployment, 'Warning', 'SelectingAll', message);
      return;
    }
    const sync = new DeploymentSync({
      client: this.context.client,
      recorder: this.recorder,
      now: () => this.context.clock.now(),
      deployment,
      sets: await this.claimSets(deployment),
      podsOf: (set) => this.podsOf(set),
    });
    if (deployment.metadata.deletionTimestamp !== undefined) {
      await sync.syncRevision(false);
      return this.syncStatus(sync);
    }
    await checkPaused(sync);
    if (deployment.spec.paused === true) return this.scaleOnly(sync);
    const revision = rollbackRevision(deployment.metadata.annotations);
    if (revision !== undefined) return rollback(sync, revision);
    await sync.syncRevision(false);
    if (isBeingScaled(sync)) return this.scaleOnly(sync);
    if (deployment.spec.strategy.type === 'Recreate') await rolloutRecreate(sync);
    else await rolloutRolling(sync);
    await this.syncRolloutStatus(key, sync);
  }

  private claimSets(deployment: Deployment): Promise<ReplicaSet[]> {
    const { metadata, spec } = deployment;
    const candidates = [
      ...this.sets.byIndex(byController, metadata.uid ?? ''),
      ...this.sets.byIndex(byController, orphansOf(metadata.namespace)),
    ];
    const claim = {
      client: this.context.client,
      type: replicaSets,
      owner: deployment,
      ownerType: deployments,
      matches: (set: ReplicaSet) => selects(spec.selector, set.metadata.labels),
    };
    return claimObjects(claim, candidates);
  }

  private async scaleOnly(sync: DeploymentSync): Promise<void> {
    await sync.syncRevision(false);
    await scale(sync);
    const { spec, metadata } = sync.deployment;
    const rollsBack = rollbackRevision(metadata.annotations) !== undefined;
    if (spec.paused === true && !rollsBack) await sync.cleanUp();
    await this.syncStatus(sync);
  }

  private async syncStatus(sync: DeploymentSync): Promise<void> {
    const status = calculateStatus(sync, sync.now);
    if (!isSameStatus(sync.deployment.status, status)) await sync.updateStatus(status);
  }

  private async syncRolloutStatus(key: string, sync: DeploymentSync): Promise<void> {
    const status = rolloutStatus(sync, sync.now);
    if (!isSameStatus(sync.deployment.status, status)) return sync.updateStatus(status);
    this.comeBackAtDeadline(key, sync.deployment);
  }

  /** A rollout that does not move is looked at again when its deadline has passed. */
  private comeBackAtDeadline(key: string, deployment: Deployment): void {
    const deadlineMs = progressDeadlineMs(deployment);
    const condition = conditionOf(deployment.status?.conditions, 'Progressing');
    if (deadlineMs === undefined || condition === undefined) return;
    if (condition.reason === 'ProgressDeadlineExceeded') return;
    if (isComplete(deployment, deployment.status ?? {})) return;
    const updatedMs = Date.parse(condition.lastUpdateTime ?? '');
    const leftMs = updatedMs + deadlineMs - this.context.clock.now().getTime();
    if (leftMs < 1_000) this.queue.addRateLimited(key);
    else this.queue.addAfter(key, leftMs + 1_000);
  }
}

/** So that nobody counts the pause as a lack of progress (`checkPausedConditions`). */
async function checkPaused(sync: DeploymentSync): Promise<void> {
  const { spec, status } = sync.deployment;
  if (progressDeadlineMs(sync.deployment) === undefined) return;
  const reason = conditionOf(status?.conditions, 'Progressing')?.reason;
  if (reason === 'ProgressDeadlineExceeded') return;
  const isPaused = spec.paused === true;
  if (isPaused === (reason === 'DeploymentPaused')) return;
  const [news, message] = isPaused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed'];
  await sync.addCondition(newCondition('Progressing', 'Unknown', news, message, sync.now));
}

function isBeingScaled({ all, deployment }: DeploymentSync): boolean {
  return active(all).some((set) => {
    const desired = readCount(set, desiredReplicas);
    return desired !== undefined && desired !== deployment.spec.replicas;
  });
}
