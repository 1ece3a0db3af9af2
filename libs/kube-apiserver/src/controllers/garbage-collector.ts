import { type KubeObject, type OwnerReference, parseApiVersion } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { ServedResources } from '../apiextensions/served-resources.js';
import { FairTurns } from '../fair-turns.js';
import type { StorageEvent } from '../storage/event-ring.js';
import type { Storage } from '../storage/storage.js';
import { resourceOfTable, tableName } from '../storage/storage-key.js';
import type { Loopback } from './loopback.js';
import { WorkQueue } from './work-queue.js';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

/** Where an object is kept: table, namespace and name, a line each. */
type Place = string;

/**
 * Deletes what lost its owners, and carries out foreground and orphaning deletions
 * (kube-controller-manager: garbagecollector). Looks only at objects that name owners.
 */
export class GarbageCollector {
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;
  /** Dependents by the uid of an owner. */
  private readonly dependents = new Map<string, Set<Place>>();

  constructor(
    private readonly storage: Storage,
    private readonly served: ServedResources,
    private readonly loopback: Loopback,
    onError: (error: unknown) => void,
  ) {
    this.queue = new WorkQueue((place) => this.sync(place), onError);
    for (const { table, object } of storage.written()) this.observe(placeOf(table, object), object);
    this.unsubscribe = storage.subscribeAll((event) => this.onWrite(event));
  }

  close(): void {
    this.unsubscribe();
    this.queue.close();
  }

  private onWrite({ type, table, object, previous }: StorageEvent): void {
    const place = placeOf(table, object);
    for (const { uid } of previous?.metadata.ownerReferences ?? []) {
      this.dependents.get(uid)?.delete(place);
    }
    if (type === 'DELETED') this.enqueueAround(object, previous);
    else this.observe(place, object);
  }

  private observe(place: Place, object: KubeObject): void {
    const { ownerReferences = [], finalizers = [], deletionTimestamp } = object.metadata;
    for (const { uid } of ownerReferences) {
      const known = this.dependents.get(uid) ?? new Set<Place>();
      this.dependents.set(uid, known.add(place));
    }
    const isWaiting = finalizers.includes(foreground) || finalizers.includes(orphan);
    if (ownerReferences.length > 0 || (isWaiting && deletionTimestamp !== undefined)) {
      this.queue.add(place);
    }
  }

  /** An object went: its dependents may have to follow, its owners may have waited for it. */
  private enqueueAround({ metadata }: KubeObject, previous: KubeObject | undefined): void {
    const { uid = '' } = metadata;
    for (const place of this.dependents.get(uid) ?? []) this.queue.add(place);
    this.dependents.delete(uid);
    for (const owner of previous?.metadata.ownerReferences ?? []) {
      const found = this.findOwner(owner, metadata.namespace ?? '');
      if (found !== undefined) this.queue.add(placeOf(tableName(found.info), found.object));
    }
  }

  private async sync(place: Place): Promise<void> {
    const found = this.read(place);
    if (found === undefined) return;
    const { info, object } = found;
    const { finalizers = [], deletionTimestamp, ownerReferences = [] } = object.metadata;
    if (deletionTimestamp !== undefined) {
      if (finalizers.includes(orphan)) await this.orphanDependents(info, object);
      else if (finalizers.includes(foreground)) await this.deleteDependents(info, object);
      return;
    }
    if (ownerReferences.length > 0) await this.followOwners(info, object, ownerReferences);
  }

  /** With no owner left the object goes; with some left it forgets those that went. */
  private async followOwners(
    info: ResourceInfo,
    object: KubeObject,
    references: readonly OwnerReference[],
  ): Promise<void> {
    const namespace = object.metadata.namespace ?? '';
    const present = references.filter((owner) => this.isPresent(owner, namespace));
    const isWaitedFor =
      present.length > 0 && present.every((owner) => this.waits(owner, namespace));
    if (present.length === 0 || isWaitedFor) {
      const propagationPolicy = isWaitedFor ? 'Foreground' : 'Background';
      await this.loopback.delete(info, object, { propagationPolicy });
    } else if (present.length < references.length) {
      await this.loopback.update(info, object, (draft) => {
        draft['metadata'].ownerReferences = present;
      });
    }
  }

  private async orphanDependents(info: ResourceInfo, owner: KubeObject): Promise<void> {
    const { uid = '' } = owner.metadata;
    const turns = new FairTurns();
    for (const dependent of this.dependentsOf(uid)) {
      await turns.pause();
      await this.loopback.update(dependent.info, dependent.object, (draft) => {
        const references: OwnerReference[] = draft['metadata'].ownerReferences ?? [];
        draft['metadata'].ownerReferences = references.filter((each) => each.uid !== uid);
      });
    }
    await this.removeFinalizer(info, owner, orphan);
  }

  private async deleteDependents(info: ResourceInfo, owner: KubeObject): Promise<void> {
    const { uid = '' } = owner.metadata;
    const all = this.dependentsOf(uid);
    const turns = new FairTurns();
    for (const { info: own, object } of all) {
      await turns.pause();
      if (object.metadata.deletionTimestamp !== undefined) continue;
      await this.loopback.delete(own, object, { propagationPolicy: 'Foreground' });
    }
    const blocking = this.dependentsOf(uid).filter(({ object }) =>
      object.metadata.ownerReferences?.some((each) => each.uid === uid && each.blockOwnerDeletion),
    );
    // The deletion of the last one brings us back here.
    if (blocking.length === 0) await this.removeFinalizer(info, owner, foreground);
  }

  private async removeFinalizer(
    info: ResourceInfo,
    object: KubeObject,
    finalizer: string,
  ): Promise<void> {
    await this.loopback.update(info, object, (draft) => {
      const finalizers: string[] = draft['metadata'].finalizers ?? [];
      draft['metadata'].finalizers = finalizers.filter((name) => name !== finalizer);
    });
  }

  private dependentsOf(uid: string): { info: ResourceInfo; object: KubeObject }[] {
    return [...(this.dependents.get(uid) ?? [])].flatMap((place) => this.read(place) ?? []);
  }

  /** Owners of kinds the API does not serve are taken to be there. */
  private isPresent(owner: OwnerReference, namespace: string): boolean {
    const isKnown = this.served.findKind({
      ...parseApiVersion(owner.apiVersion),
      kind: owner.kind,
    });
    return isKnown === undefined || this.findOwner(owner, namespace) !== undefined;
  }

  private waits(owner: OwnerReference, namespace: string): boolean {
    const { deletionTimestamp, finalizers = [] } =
      this.findOwner(owner, namespace)?.object.metadata ?? {};
    return deletionTimestamp !== undefined && finalizers.includes(foreground);
  }

  private findOwner(
    { apiVersion, kind, name, uid }: OwnerReference,
    namespace: string,
  ): { info: ResourceInfo; object: KubeObject } | undefined {
    const info = this.served.findKind({ ...parseApiVersion(apiVersion), kind });
    if (info === undefined) return undefined;
    const object = this.storage.get(info, info.namespaced ? namespace : '', name);
    return object?.metadata.uid === uid ? { info, object } : undefined;
  }

  private read(place: Place): { info: ResourceInfo; object: KubeObject } | undefined {
    const [table = '', namespace = '', name = ''] = place.split('\n');
    const object = this.storage.get(resourceOfTable(table), namespace, name);
    if (object === undefined) return undefined;
    const info =
      this.served.findKind({ ...parseApiVersion(object.apiVersion), kind: object.kind }) ??
      this.served.resources.find(({ group, resource }) => tableName({ group, resource }) === table);
    return info && { info, object };
  }
}

function placeOf(table: string, { metadata }: KubeObject): Place {
  return [table, metadata.namespace ?? '', metadata.name ?? ''].join('\n');
}
