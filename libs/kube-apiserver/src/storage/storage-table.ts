import type { KubeObject } from '@drillyard/kube-objects';
import type { SharedBase } from './shared-base.js';
import { lowerBound } from './storage-key.js';

interface Entry {
  readonly object: KubeObject;
  /** Length of its JSON: what it counts against the cluster's limits. */
  readonly bytes: number;
}

/**
 * The objects of one resource: shared base ⊕ overlay ⊖ tombstones. A table nobody wrote to holds
 * nothing of its own but the base objects that were read.
 */
export class StorageTable {
  /** `undefined` as a value is the tombstone of a base object. */
  private readonly overlay = new Map<string, Entry | undefined>();
  private readonly materialized = new Map<string, KubeObject>();
  private ownKeys: string[] | undefined;

  constructor(
    readonly name: string,
    private readonly base: SharedBase,
    private readonly cluster: { readonly uid: string; readonly createdAt: string },
  ) {}

  /** Sorted; not to be held across a write. */
  get keys(): readonly string[] {
    return this.ownKeys ?? this.base.keys(this.name);
  }

  get(key: string): KubeObject | undefined {
    if (this.overlay.has(key)) return this.overlay.get(key)?.object;
    const known = this.materialized.get(key);
    if (known !== undefined) return known;
    const object = this.base.materialize(this.name, key, this.cluster);
    if (object !== undefined) this.materialized.set(key, object);
    return object;
  }

  /** As `get`, without what tells clusters apart where it is a base object. */
  content(key: string): KubeObject | undefined {
    if (this.overlay.has(key)) return this.overlay.get(key)?.object;
    return this.base.content(this.name, key);
  }

  bytesOf(key: string): number {
    return this.overlay.get(key)?.bytes ?? 0;
  }

  set(key: string, object: KubeObject, bytes: number): void {
    if (this.get(key) === undefined) this.insertKey(key);
    this.overlay.set(key, { object, bytes });
    this.materialized.delete(key);
  }

  remove(key: string): void {
    this.ownKeys ??= [...this.base.keys(this.name)];
    const index = lowerBound(this.ownKeys, key);
    if (this.ownKeys[index] === key) this.ownKeys.splice(index, 1);
    this.materialized.delete(key);
    if (this.base.has(this.name, key)) this.overlay.set(key, undefined);
    else this.overlay.delete(key);
  }

  /** What a snapshot must keep: written objects, and `undefined` for deleted base objects. */
  *written(): Iterable<readonly [key: string, object: KubeObject | undefined]> {
    for (const [key, entry] of this.overlay) yield [key, entry?.object];
  }

  private insertKey(key: string): void {
    this.ownKeys ??= [...this.base.keys(this.name)];
    this.ownKeys.splice(lowerBound(this.ownKeys, key), 0, key);
  }
}
