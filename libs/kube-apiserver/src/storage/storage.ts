import { randomUUID } from 'node:crypto';
import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import { compactIfGrown } from './compaction.js';
import { deepFreeze } from './deep-freeze.js';
import { deletion } from './deletion.js';
import { EventRing, type StorageEvent } from './event-ring.js';
import type { Journal, JournalRecord } from './journal.js';
import type { ObjectReader } from './object-reader.js';
import { sizeOf } from './object-size.js';
import { secondsIso } from './seconds-iso.js';
import { StorageError } from './storage-error.js';
import { keysOfNamespace, objectKey, tableName } from './storage-key.js';
import { type StorageListener, StorageListeners } from './storage-listeners.js';
import type { StorageOptions } from './storage-options.js';
import { StorageTable } from './storage-table.js';
import { withResourceVersion } from './with-resource-version.js';

/**
 * One cluster's objects with one rising resourceVersion (upstream: etcd and the watch cache).
 * Every operation is synchronous, so a list and the watch that follows it cannot miss a write.
 */
export class Storage implements ObjectReader {
  /** Identifies the cluster for as long as its state exists. */
  readonly clusterUid: string;
  readonly createdAt: string;
  private current: number;
  private objects: number;
  private bytes = 0;
  private readonly tables = new Map<string, StorageTable>();
  private readonly listeners = new StorageListeners();
  private readonly ring: EventRing;
  private watches = 0;
  private closed = false;

  constructor(private readonly options: StorageOptions) {
    const { base, journal, limits } = options;
    const earlier = journal?.load();
    this.clusterUid = earlier?.snapshot.clusterUid ?? randomUUID();
    this.createdAt = earlier?.snapshot.createdAt ?? secondsIso(options.now());
    this.current = Math.max(earlier?.snapshot.resourceVersion ?? 0, base.size);
    this.objects = base.size;
    if (earlier === undefined) this.plant();
    this.ring = new EventRing(limits, this.current);
    for (const record of earlier?.snapshot.records ?? []) this.apply(record);
    for (const record of earlier?.records ?? []) this.remember(this.apply(record));
  }

  /** Of the latest write. */
  get resourceVersion(): number {
    return this.current;
  }

  get(resource: GroupResource, namespace: string, name: string): KubeObject | undefined {
    return this.table(tableName(resource)).get(objectKey(namespace, name));
  }

  *list(resource: GroupResource, namespace?: string): Iterable<KubeObject> {
    const table = this.table(tableName(resource));
    for (const key of keysOfNamespace(table.keys, namespace)) {
      const object = table.get(key);
      if (object !== undefined) yield object;
    }
  }

  content(resource: GroupResource, namespace: string, name: string): KubeObject | undefined {
    return this.table(tableName(resource)).content(objectKey(namespace, name));
  }

  *contents(resource: GroupResource, namespace?: string): Iterable<KubeObject> {
    const table = this.table(tableName(resource));
    for (const key of keysOfNamespace(table.keys, namespace)) {
      const object = table.content(key);
      if (object !== undefined) yield object;
    }
  }

  count(resource: GroupResource): number {
    return this.table(tableName(resource)).keys.length;
  }

  /** The objects as they were at a resourceVersion. Throws EXPIRED where that is forgotten. */
  listAt(
    resource: GroupResource,
    namespace: string | undefined,
    resourceVersion: number,
  ): KubeObject[] {
    const table = this.table(tableName(resource));
    const later = this.ring.after(resourceVersion).filter((event) => event.table === table.name);
    if (later.length === 0) return [...this.list(resource, namespace)];
    const then = new Map(table.keys.map((key) => [key, table.get(key)]));
    for (const event of later.reverse()) then.set(event.key, event.previous);
    return keysOfNamespace([...then.keys()].sort(), namespace).flatMap(
      (key) => then.get(key) ?? [],
    );
  }

  create(resource: GroupResource, object: KubeObject): KubeObject {
    const { namespace = '', name = '' } = object.metadata;
    if (this.get(resource, namespace, name) !== undefined) {
      throw new StorageError('KEY_EXISTS', `${tableName(resource)} ${name} exists`);
    }
    if (this.objects >= this.options.limits.objectsMax) throw databaseFull();
    return this.write(resource, objectKey(namespace, name), object);
  }

  /** Replaces an object where it still is at `expected`; CONFLICT where it is not. */
  update(resource: GroupResource, object: KubeObject, expected: KubeObject): KubeObject {
    const { namespace = '', name = '' } = object.metadata;
    this.check(resource, namespace, name, expected);
    return this.write(resource, objectKey(namespace, name), object);
  }

  /** Answers with the last state, at the resourceVersion of the deletion. */
  delete(resource: GroupResource, expected: KubeObject): KubeObject {
    const { namespace = '', name = '' } = expected.metadata;
    this.check(resource, namespace, name, expected);
    const resourceVersion = this.current + 1;
    const record = { resourceVersion, table: tableName(resource), key: objectKey(namespace, name) };
    this.options.journal?.append(record);
    return this.publish(this.apply(record)).object;
  }

  /**
   * Calls back for every write to a resource after a resourceVersion, first for those that have
   * happened (before this returns). Throws EXPIRED or LIMIT. Returns how to stop.
   */
  watch(resource: GroupResource, resourceVersion: number, listener: StorageListener): () => void {
    if (this.watches >= this.options.limits.watchesMax) {
      throw new StorageError('LIMIT', 'too many watches');
    }
    const table = tableName(resource);
    for (const event of this.ring.after(resourceVersion)) {
      if (event.table === table) listener(event);
    }
    this.watches += 1;
    const stop = this.listeners.add(listener, table);
    return () => {
      if (stop()) this.watches -= 1;
    };
  }

  subscribe(resource: GroupResource, onWrite: StorageListener): () => void {
    const stop = this.listeners.add(onWrite, tableName(resource));
    return () => void stop();
  }

  /** Calls back after each write to any resource. */
  subscribeAll(onWrite: StorageListener): () => void {
    const stop = this.listeners.add(onWrite);
    return () => void stop();
  }

  /** How many listen: none of a server that was closed. */
  get listenerCount(): number {
    return this.listeners.size;
  }

  /** Every object that is not one of the shared base as it was: what a restart has to look at. */
  *written(): Iterable<{ readonly table: string; readonly object: KubeObject }> {
    for (const { table, object } of this.writtenRecords()) {
      if (object !== undefined) yield { table, object };
    }
  }

  /** Throws where the storage takes no more writes. */
  checkOpen(): void {
    if (this.closed) throw new Error('the storage is closed');
  }

  close(): void {
    this.closed = true;
    this.listeners.clear();
    this.options.journal?.close();
  }

  /** The state a new cluster starts from: no watch hears of it as a change. */
  private plant(): void {
    for (const { resource, object } of this.options.seed?.(this.createdAt) ?? []) {
      const resourceVersion = this.current + 1;
      const { namespace = '', name = '' } = object.metadata;
      const metadata = withResourceVersion(object.metadata, resourceVersion);
      const place = { table: tableName(resource), key: objectKey(namespace, name) };
      this.apply({ resourceVersion, ...place, object: { ...object, metadata } });
    }
    this.options.journal?.compact(this.snapshot());
  }

  private check(
    resource: GroupResource,
    namespace: string,
    name: string,
    expected: KubeObject,
  ): void {
    const current = this.get(resource, namespace, name);
    if (current === undefined) {
      throw new StorageError('KEY_NOT_FOUND', `${tableName(resource)} ${name} does not exist`);
    }
    if (current !== expected) {
      throw new StorageError('CONFLICT', `${tableName(resource)} ${name} has changed`);
    }
  }

  private write(resource: GroupResource, key: string, object: KubeObject): KubeObject {
    const resourceVersion = this.current + 1;
    const metadata = withResourceVersion(object.metadata, resourceVersion);
    const table = tableName(resource);
    const record = { resourceVersion, table, key, object: { ...object, metadata } };
    const text = JSON.stringify(record.object);
    const bytes = text.length;
    const { objectBytesMax, totalBytesMax } = this.options.limits;
    if (bytes > objectBytesMax) throw new StorageError('LIMIT', 'etcdserver: request is too large');
    if (this.bytes - this.table(table).bytesOf(key) + bytes > totalBytesMax) throw databaseFull();
    this.options.journal?.append(record, text);
    return this.publish(this.apply(record, bytes)).object;
  }

  /** Changes the state as a record says; nothing here may fail. */
  private apply(record: JournalRecord, bytes?: number): StorageEvent {
    const { resourceVersion, key, object } = record;
    const table = this.table(record.table);
    const previous = table.get(key);
    this.current = Math.max(this.current, resourceVersion);
    this.bytes -= table.bytesOf(key);
    if (object === undefined) {
      table.remove(key);
      this.objects -= 1;
      return { resourceVersion, table: table.name, key, ...deletion(previous, resourceVersion) };
    }
    const size = bytes ?? sizeOf(object);
    table.set(key, deepFreeze(object), size);
    this.bytes += size;
    const event = { resourceVersion, table: table.name, key, object };
    if (previous !== undefined) return { ...event, type: 'MODIFIED', previous };
    this.objects += 1;
    return { ...event, type: 'ADDED' };
  }

  private publish(event: StorageEvent): StorageEvent {
    this.remember(event);
    this.listeners.publish(event);
    const { journal } = this.options;
    if (journal !== undefined) compactIfGrown(journal, this.bytes, () => this.snapshot());
    return event;
  }

  /** A deleted object is kept by its last event alone; what else an event holds is stored or counted. */
  private remember(event: StorageEvent): void {
    const bytes = this.table(event.table).bytesOf(event.key) || sizeOf(event.previous);
    this.ring.push(event, bytes);
  }

  private snapshot(): Parameters<Journal['compact']>[0] {
    return {
      clusterUid: this.clusterUid,
      createdAt: this.createdAt,
      resourceVersion: this.current,
      records: this.writtenRecords(),
    };
  }

  private *writtenRecords(): Iterable<JournalRecord> {
    for (const table of this.tables.values()) {
      for (const [key, object] of table.written()) {
        const resourceVersion = Number(object?.metadata.resourceVersion ?? 0);
        const record = { resourceVersion, table: table.name, key };
        yield object === undefined ? record : { ...record, object };
      }
    }
  }

  private table(name: string): StorageTable {
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    const cluster = { uid: this.clusterUid, createdAt: this.createdAt };
    const table = new StorageTable(name, this.options.base, cluster);
    this.tables.set(name, table);
    return table;
  }
}

function databaseFull(): StorageError {
  return new StorageError('LIMIT', 'etcdserver: mvcc: database space exceeded');
}
