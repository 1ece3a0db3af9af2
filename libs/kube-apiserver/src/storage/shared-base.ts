import { createHash } from 'node:crypto';
import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import { deepFreeze } from './deep-freeze.js';
import { objectKey, tableName } from './storage-key.js';

/** A bootstrap object and the resource it belongs to. */
export interface BaseObject {
  readonly resource: GroupResource;
  /** Without uid, resourceVersion and creationTimestamp: each cluster has its own. */
  readonly object: KubeObject;
}

interface BaseEntry {
  readonly object: KubeObject;
  /** Position in the base, from 1: its resourceVersion in every cluster. */
  readonly index: number;
}

/**
 * The objects every cluster is born with, held once for all clusters of a process. A cluster that
 * never touches them pays nothing for them; what differs per cluster (uid, age) is derived from
 * the cluster's identity when an object is first read.
 */
export class SharedBase {
  private readonly tables = new Map<string, Map<string, BaseEntry>>();
  private readonly sortedKeys = new Map<string, readonly string[]>();
  readonly size: number;

  constructor(objects: readonly BaseObject[]) {
    this.size = objects.length;
    objects.forEach(({ resource, object }, index) => {
      const table = this.tables.get(tableName(resource)) ?? new Map<string, BaseEntry>();
      const { namespace = '', name = '' } = object.metadata;
      table.set(objectKey(namespace, name), { object: deepFreeze(object), index: index + 1 });
      this.tables.set(tableName(resource), table);
    });
    for (const [name, table] of this.tables) {
      this.sortedKeys.set(name, Object.freeze([...table.keys()].sort()));
    }
  }

  keys(table: string): readonly string[] {
    return this.sortedKeys.get(table) ?? [];
  }

  has(table: string, key: string): boolean {
    return this.tables.get(table)?.has(key) ?? false;
  }

  /** The object without what tells clusters apart. */
  content(table: string, key: string): KubeObject | undefined {
    return this.tables.get(table)?.get(key)?.object;
  }

  /** The object as the named cluster has it; equal at each call, but a new one. */
  materialize(
    table: string,
    key: string,
    cluster: { readonly uid: string; readonly createdAt: string },
  ): KubeObject | undefined {
    const entry = this.tables.get(table)?.get(key);
    if (entry === undefined) return undefined;
    const { name, namespace, generation, managedFields, ...rest } = entry.object.metadata;
    const metadata = {
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      uid: derivedUid(cluster.uid, `${table}/${key}`),
      resourceVersion: String(entry.index),
      ...(generation === undefined ? {} : { generation }),
      creationTimestamp: cluster.createdAt,
      ...rest,
      ...(managedFields && { managedFields: bornAt(managedFields, cluster.createdAt) }),
    };
    return Object.freeze({ ...entry.object, metadata: Object.freeze(metadata) });
  }
}

/** The owners of a bootstrap object have owned its fields since the cluster is there. */
function bornAt(managedFields: readonly unknown[], time: string): readonly unknown[] {
  return Object.freeze(managedFields.map((entry) => Object.freeze({ ...Object(entry), time })));
}

/** A name-based UUID (RFC 9562, version 8): the same object of the same cluster, the same uid. */
function derivedUid(clusterUid: string, name: string): string {
  const bytes = createHash('sha256').update(`${clusterUid}\0${name}`).digest();
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  const part = (start: number, end: number) => bytes.toString('hex', start, end);
  // Joined, it is one string; put together otherwise it would stay in pieces in memory.
  return [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join('-');
}
