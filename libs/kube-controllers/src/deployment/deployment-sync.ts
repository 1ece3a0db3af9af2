import type { ComponentClient, EventRecorder } from '@drillyard/cluster';
import {
  type Deployment,
  type DeploymentCondition,
  type DeploymentStatus,
  deployments,
  type ReplicaSet,
  replicaSets,
} from '../api/apps.js';
import type { Pod } from '../api/core.js';
import { isAlreadyExists, isNamespaceTerminating, isNotFound, messageOf } from '../api-errors.js';
import { nameOf } from '../claim-objects.js';
import { conditionOf } from '../conditions.js';
import { controllerOf, newControllerRef } from '../controller-ref.js';
import { computeHash } from '../hash/compute-hash.js';
import {
  historyLimit,
  newCondition,
  progressDeadlineMs,
  setCondition,
} from './deployment-conditions.js';
import {
  annotationsOfNew,
  desiredReplicas,
  maxReplicas,
  maxRevision,
  revision,
  sizeAnnotations,
} from './replica-set-annotations.js';
import {
  findNew,
  isSameTemplate,
  lowerRevisionFirst,
  podTemplateHash,
} from './replica-set-lists.js';
import { maxSurge, newReplicaSetSize } from './rollout-size.js';

/** Names of ReplicaSets are this long at most. */
const nameMax = 253;

export interface DeploymentSyncOptions {
  readonly client: ComponentClient;
  readonly recorder: EventRecorder;
  readonly now: () => Date;
  readonly deployment: Deployment;
  /** Those the Deployment manages. */
  readonly sets: readonly ReplicaSet[];
  /** Of a ReplicaSet. */
  readonly podsOf: (set: ReplicaSet) => readonly Pod[];
}

/** One look at one Deployment: what all ways to roll out do alike (pkg/controller/deployment `sync.go`). */
export class DeploymentSync {
  /** As last written. */
  deployment: Deployment;
  newSet: ReplicaSet | undefined;
  oldSets: readonly ReplicaSet[] = [];
  private sets: readonly ReplicaSet[];

  constructor(readonly options: DeploymentSyncOptions) {
    this.deployment = options.deployment;
    this.sets = options.sets;
  }

  get now(): Date {
    return this.options.now();
  }

  get all(): readonly ReplicaSet[] {
    return this.newSet === undefined ? this.oldSets : [...this.oldSets, this.newSet];
  }

  /** Finds, or makes, the ReplicaSet of the Deployment's template, and numbers both. */
  async syncRevision(createsIfMissing: boolean): Promise<void> {
    const existing = findNew(this.deployment, this.sets);
    this.oldSets = this.sets.filter((set) => set.metadata.uid !== existing?.metadata.uid);
    const next = maxRevision(this.oldSets) + 1;
    if (existing !== undefined) this.newSet = await this.syncExisting(existing, next);
    else if (createsIfMissing) this.newSet = await this.createNew(next);
    else this.newSet = undefined;
  }

  /** Whether the size was changed. */
  async scaleReplicaSet(set: ReplicaSet, size: number, force = false): Promise<boolean> {
    const { replicas } = this.deployment.spec;
    const resized = set.spec.replicas !== size;
    const annotations = sizeAnnotations(replicas, replicas + maxSurge(this.deployment));
    const isAnnotated = [desiredReplicas, maxReplicas].every(
      (name) => set.metadata.annotations?.[name] === annotations[name],
    );
    if (!resized && (!force || isAnnotated)) return false;
    const metadata = {
      ...set.metadata,
      annotations: { ...set.metadata.annotations, ...annotations },
    };
    const scaled = { ...set, metadata, spec: { ...set.spec, replicas: size } };
    this.replace(await this.options.client.update(replicaSets, scaled));
    if (!resized) return false;
    const way = set.spec.replicas < size ? 'up' : 'down';
    const { name } = set.metadata;
    this.tell(
      'ScalingReplicaSet',
      `Scaled ${way} replica set ${name} from ${set.spec.replicas} to ${size}`,
    );
    return true;
  }

  /** Deletes the oldest ReplicaSets without pods beyond the history that is to be kept. */
  async cleanUp(): Promise<void> {
    const limit = historyLimit(this.deployment);
    if (limit === undefined) return;
    const alive = this.oldSets.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const surplus = [...alive].sort(lowerRevisionFirst).slice(0, Math.max(0, alive.length - limit));
    for (const set of surplus) {
      const { metadata, spec, status } = set;
      const observed = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
      if ((status?.replicas ?? 0) !== 0 || spec.replicas !== 0 || !observed) continue;
      try {
        await this.options.client.delete(replicaSets, nameOf(set));
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
  }

  async updateStatus(status: DeploymentStatus): Promise<void> {
    await this.write({ ...this.deployment, status });
  }

  async addCondition(condition: DeploymentCondition): Promise<void> {
    const { status = {} } = this.deployment;
    await this.updateStatus({ ...status, conditions: setCondition(status.conditions, condition) });
  }

  tell(reason: string, message: string, type: 'Normal' | 'Warning' = 'Normal'): void {
    this.options.recorder.event(this.deployment, type, reason, message);
  }

  private async write(deployment: Deployment): Promise<void> {
    this.deployment = await this.options.client.update(deployments, deployment, 'status');
  }

  private replace(set: ReplicaSet): void {
    const isSame = ({ metadata }: ReplicaSet) => metadata.uid === set.metadata.uid;
    if (this.newSet !== undefined && isSame(this.newSet)) this.newSet = set;
    this.oldSets = this.oldSets.map((old) => (isSame(old) ? set : old));
    this.sets = this.sets.map((each) => (isSame(each) ? set : each));
  }

  private async syncExisting(existing: ReplicaSet, next: number): Promise<ReplicaSet> {
    const { metadata, spec } = existing;
    const before = metadata.annotations ?? {};
    const annotations = annotationsOfNew(this.deployment, before, next);
    const { minReadySeconds = 0 } = this.deployment.spec;
    const changed = Object.keys(annotations).some((name) => annotations[name] !== before[name]);
    if (changed || (spec.minReadySeconds ?? 0) !== minReadySeconds) {
      const updated = {
        ...existing,
        metadata: { ...metadata, annotations },
        spec: { ...spec, minReadySeconds },
      };
      const written = await this.options.client.update(replicaSets, updated);
      this.replace(written);
      return written;
    }
    const found = `Found new replica set "${metadata.name}"`;
    const isKnown = conditionOf(this.deployment.status?.conditions, 'Progressing') !== undefined;
    await this.noteNewSet(before[revision], isKnown ? undefined : ['FoundNewReplicaSet', found]);
    return existing;
  }

  private async createNew(next: number): Promise<ReplicaSet> {
    const set = this.draftNew(next);
    const name = set.metadata.name ?? '';
    const created = await this.createOrFind(set);
    this.sets = [...this.sets, created.set];
    if (created.isNew && set.spec.replicas > 0) {
      this.tell(
        'ScalingReplicaSet',
        `Scaled up replica set ${name} from 0 to ${set.spec.replicas}`,
      );
    }
    const message = `Created new replica set "${name}"`;
    await this.noteNewSet(
      String(next),
      created.isNew ? ['NewReplicaSetCreated', message] : undefined,
    );
    return created.set;
  }

  private draftNew(next: number): ReplicaSet {
    const { metadata, spec, status } = this.deployment;
    const hash = computeHash(spec.template, status?.collisionCount);
    const label = { [podTemplateHash]: hash };
    const labels = { ...spec.template.metadata?.labels, ...label };
    const { matchLabels } = spec.selector;
    const size = newReplicaSetSize(this.deployment, this.oldSets, 0);
    const max = spec.replicas + maxSurge(this.deployment);
    return {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name?.slice(0, nameMax - 1 - hash.length)}-${hash}`,
        namespace: metadata.namespace ?? '',
        labels,
        annotations: {
          ...annotationsOfNew(this.deployment, {}, next),
          ...sizeAnnotations(spec.replicas, max),
        },
        ownerReferences: [newControllerRef(this.deployment, deployments)],
      },
      spec: {
        replicas: size,
        ...(spec.minReadySeconds === undefined ? {} : { minReadySeconds: spec.minReadySeconds }),
        selector: { ...spec.selector, matchLabels: { ...matchLabels, ...label } },
        template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
      },
    };
  }

  private async createOrFind(set: ReplicaSet): Promise<{ set: ReplicaSet; isNew: boolean }> {
    try {
      return { set: await this.options.client.create(replicaSets, set), isNew: true };
    } catch (error) {
      if (isAlreadyExists(error))
        return { set: await this.ownOrCollision(set, error), isNew: false };
      if (!isNamespaceTerminating(error)) await this.noteCreateError(set, error);
      throw error;
    }
  }

  /** The cache may not have known our own; another one means that two templates have one hash. */
  private async ownOrCollision(wanted: ReplicaSet, error: unknown): Promise<ReplicaSet> {
    const found = await this.options.client.get(replicaSets, nameOf(wanted));
    const isOurs = controllerOf(found)?.uid === this.deployment.metadata.uid;
    if (isOurs && isSameTemplate(found.spec.template, this.deployment.spec.template)) return found;
    const { status = {} } = this.deployment;
    await this.updateStatus({ ...status, collisionCount: (status.collisionCount ?? 0) + 1 });
    throw error;
  }

  private async noteCreateError(set: ReplicaSet, error: unknown): Promise<void> {
    const reason = 'ReplicaSetCreateError';
    const message = `Failed to create new replica set "${set.metadata.name}": ${messageOf(error)}`;
    if (progressDeadlineMs(this.deployment) !== undefined) {
      const condition = newCondition('Progressing', 'False', reason, message, this.now);
      // What keeps the set from being made is the greater trouble.
      await this.addCondition(condition).catch(() => undefined);
    }
    this.tell(reason, message, 'Warning');
  }

  /** The Deployment takes the revision of its newest set, and says that it has one. */
  private async noteNewSet(
    number: string | undefined,
    news: readonly [reason: string, message: string] | undefined,
  ): Promise<void> {
    const { metadata, status = {} } = this.deployment;
    const counts = progressDeadlineMs(this.deployment) !== undefined && news !== undefined;
    const isNumbered = number === undefined || metadata.annotations?.[revision] === number;
    if (isNumbered && !counts) return;
    const annotations = { ...metadata.annotations, ...(number && { [revision]: number }) };
    const conditions = counts
      ? setCondition(status.conditions, newCondition('Progressing', 'True', ...news, this.now))
      : status.conditions;
    await this.write({
      ...this.deployment,
      metadata: { ...metadata, annotations },
      status: { ...status, ...(conditions && { conditions }) },
    });
  }
}
