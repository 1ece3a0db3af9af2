import { type InformerEvent, type ResourceType, WorkQueue } from '@drillyard/cluster';
import type { KubeObject, OwnerReference } from '@drillyard/kube-objects';
import { isNotFound } from '../api-errors.js';
import { type ContentsContext, type Running, runningAll } from '../controller.js';
import {
  askedDeletion,
  type DeletionMode,
  gcFinalizers,
  pendingDeletion,
} from './deletion-mode.js';
import {
  haveSameOwners,
  OwnerGraph,
  ownersOf,
  type Place,
  placeOfObject,
  splitPlace,
} from './owner-graph.js';
import { type OwnerClasses, Owners } from './owners.js';

interface Found {
  readonly resource: ResourceType;
  readonly object: KubeObject;
}

/**
 * Deletes what has lost its owners, and carries out foreground and orphaning deletions
 * (pkg/controller/garbagecollector). An object whose owners are there costs nothing.
 */
export class GarbageCollector implements Running {
  private readonly queue: WorkQueue;
  private readonly graph = new OwnerGraph();
  private readonly owners: Owners;
  private readonly running: Running;

  constructor(private readonly context: ContentsContext) {
    const { clock, client, contents, onError } = context;
    this.owners = new Owners(client, contents);
    this.queue = new WorkQueue({ clock, onError, work: (place) => this.sync(place) });
    const unsubscribe = contents.subscribe((event) => this.observe(event));
    this.running = runningAll([this.queue, unsubscribe]);
  }

  close(): void {
    this.running.close();
  }

  private observe(event: InformerEvent<KubeObject>): void {
    const { type, object } = event;
    this.graph.apply(event);
    if (type === 'DELETED') {
      this.observeRemoval(object);
      return;
    }
    const previous = type === 'MODIFIED' ? event.previous : undefined;
    const pending = pendingDeletion(object);
    const isNewlyPending =
      pending !== undefined && (previous === undefined || pendingDeletion(previous) !== pending);
    const hasOthers = previous === undefined || !haveSameOwners(previous, object);
    if (isNewlyPending || (hasOthers && this.isInQuestion(object))) {
      this.queue.add(placeOfObject(object));
    }
    if (isNewlyPending && pending === 'Foreground') this.addDependents(object);
    if (previous !== undefined && hasOthers) this.addWaitingOwners(previous);
  }

  /** Its dependents may have to follow, its owners may have waited for it. */
  private observeRemoval(object: KubeObject): void {
    if (this.graph.dependentsOf(object.metadata.uid ?? '').length > 0) {
      this.owners.noteAbsent(object);
      this.addDependents(object);
    }
    this.addWaitingOwners(object);
  }

  private addDependents({ metadata }: KubeObject): void {
    for (const place of this.graph.dependentsOf(metadata.uid ?? '')) this.queue.add(place);
  }

  private addWaitingOwners(object: KubeObject): void {
    for (const reference of ownersOf(object)) {
      const owner = this.owners.known(reference, object.metadata.namespace ?? '');
      if (owner !== undefined && pendingDeletion(owner) === 'Foreground') {
        this.queue.add(placeOfObject(owner));
      }
    }
  }

  /** Not all its owners are known to be there to stay. */
  private isInQuestion(object: KubeObject): boolean {
    return ownersOf(object).some((reference) => {
      const owner = this.owners.known(reference, object.metadata.namespace ?? '');
      return owner === undefined || pendingDeletion(owner) === 'Foreground';
    });
  }

  private async sync(place: Place): Promise<void> {
    await this.context.contents.synced;
    const found = this.read(place);
    if (found === undefined) return;
    const { object } = found;
    const pending = pendingDeletion(object);
    if (pending === 'Orphan') await this.orphanDependents(found);
    else if (pending === 'Foreground') await this.awaitDependents(found);
    else if (object.metadata.deletionTimestamp === undefined) await this.followOwners(found);
  }

  private async followOwners(item: Found): Promise<void> {
    const { object } = item;
    const references = ownersOf(object);
    if (references.length === 0) return;
    const classes = await this.owners.classify(references, object.metadata.namespace ?? '');
    if (classes === undefined) return;
    const { solid, dangling, waiting } = classes;
    if (solid.length === 0) await this.deleteItem(item, classes);
    else if (dangling.length + waiting.length > 0) await this.setOwners(item, solid);
  }

  private async deleteItem(item: Found, { waiting }: OwnerClasses): Promise<void> {
    const dependents = this.dependentsOf(item.object);
    if (waiting.length === 0 || dependents.length === 0) {
      await this.delete(item, askedDeletion(item.object) ?? 'Background');
      return;
    }
    let { object } = item;
    // Two that wait for each other would wait for ever: this one lets its owners go first.
    if (dependents.some((each) => pendingDeletion(each.object) === 'Foreground')) {
      const unblocked = ownersOf(object).map((each) => ({ ...each, blockOwnerDeletion: false }));
      object = await this.setOwners(item, unblocked);
    }
    await this.delete({ ...item, object }, 'Foreground');
  }

  private async delete(
    { resource, object }: Found,
    propagationPolicy: DeletionMode | 'Background',
  ): Promise<void> {
    const { namespace = '', name = '', uid = '', resourceVersion = '' } = object.metadata;
    const preconditions = { uid, resourceVersion };
    await this.context.client
      .delete(resource, { namespace, name }, { propagationPolicy, preconditions })
      .catch(ignoreNotFound);
  }

  private async orphanDependents(owner: Found): Promise<void> {
    const { uid } = owner.object.metadata;
    for (const dependent of this.dependentsOf(owner.object)) {
      const others = ownersOf(dependent.object).filter((each) => each.uid !== uid);
      await this.setOwners(dependent, others).catch(ignoreNotFound);
    }
    await this.removeFinalizer(owner, gcFinalizers.Orphan);
  }

  /** The deletion of the last dependent that blocks it brings us back here. */
  private async awaitDependents(owner: Found): Promise<void> {
    const { uid } = owner.object.metadata;
    const blocking = this.dependentsOf(owner.object).filter(({ object }) =>
      ownersOf(object).some((each) => each.uid === uid && each.blockOwnerDeletion === true),
    );
    if (blocking.length === 0) await this.removeFinalizer(owner, gcFinalizers.Foreground);
    for (const { object } of blocking) {
      if (pendingDeletion(object) === undefined) this.queue.add(placeOfObject(object));
    }
  }

  private async removeFinalizer(item: Found, finalizer: string): Promise<void> {
    const { finalizers = [] } = item.object.metadata;
    const others = finalizers.filter((name) => name !== finalizer);
    await this.patch(item, { finalizers: others }).catch(ignoreNotFound);
  }

  private setOwners(item: Found, ownerReferences: readonly OwnerReference[]): Promise<KubeObject> {
    return this.patch(item, { ownerReferences });
  }

  private patch({ resource, object }: Found, changes: object): Promise<KubeObject> {
    const { namespace = '', name = '', uid, resourceVersion } = object.metadata;
    const body = { metadata: { uid, resourceVersion, ...changes } };
    return this.context.client.patch(resource, { namespace, name }, { type: 'merge', body });
  }

  private dependentsOf({ metadata }: KubeObject): Found[] {
    const { uid = '' } = metadata;
    return this.graph.dependentsOf(uid).flatMap((place) => this.read(place) ?? []);
  }

  private read(place: Place): Found | undefined {
    const { namespace, name, ...kind } = splitPlace(place);
    const resource = this.context.contents.resourceOf(kind);
    const object = resource && this.context.contents.get(resource, namespace, name);
    return resource && object && { resource, object };
  }
}

function ignoreNotFound(error: unknown): void {
  if (!isNotFound(error)) throw error;
}
