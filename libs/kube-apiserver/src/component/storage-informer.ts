import {
  IndexedObjects,
  type Informer,
  type InformerEvent,
  type ObjectIndex,
  type ResourceType,
} from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { StorageEvent } from '../storage/event-ring.js';
import type { Storage } from '../storage/storage.js';

/**
 * An informer that is a view of the storage: it holds nothing of its own but the indexes somebody
 * has asked for, and it never lags behind. For resources that are served as they are stored.
 */
export class StorageInformer<T extends KubeObject> implements Informer<T> {
  readonly synced = Promise.resolve();
  private readonly indexes = new Map<string, IndexedObjects<T>>();
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly storage: Storage,
    private readonly type: ResourceType<T>,
  ) {}

  get(namespace: string, name: string): T | undefined {
    return this.storage.get(this.type, namespace, name) as T | undefined;
  }

  list(namespace?: string): Iterable<T> {
    return this.storage.list(this.type, namespace) as Iterable<T>;
  }

  byIndex(index: ObjectIndex<T>, value: string): readonly T[] {
    const known = this.indexes.get(index.name) ?? this.build(index);
    return known.get(value);
  }

  subscribe(listener: (event: InformerEvent<T>) => void): () => void {
    for (const object of this.list()) listener({ type: 'ADDED', object });
    return this.onChange(listener);
  }

  onChange(listener: (event: InformerEvent<T>) => void): () => void {
    return this.storage.subscribe(this.type, (event) => listener(asSeen<T>(event)));
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private build(index: ObjectIndex<T>): IndexedObjects<T> {
    const built = new IndexedObjects<T>(index, this.list());
    this.indexes.set(index.name, built);
    this.stops.push(this.storage.subscribe(this.type, (event) => built.apply(asSeen<T>(event))));
    return built;
  }
}

/** A write as informers tell it. */
export function asSeen<T extends KubeObject>({
  type,
  object,
  previous,
}: StorageEvent): InformerEvent<T> {
  if (type === 'MODIFIED' && previous !== undefined) {
    return { type, object: object as T, previous: previous as T };
  }
  return { type: type === 'DELETED' ? type : 'ADDED', object: object as T };
}

/** The informers of one cluster, shared by all its components. */
export class StorageInformers {
  private readonly known = new Map<string, { close(): void }>();

  constructor(private readonly storage: Storage) {}

  of<T extends KubeObject>(type: ResourceType<T>): Informer<T> {
    const key = `${type.group}/${type.version}/${type.resource}`;
    // The key stands for the type: what is kept under it are informers of Ts.
    const known = this.known.get(key) as StorageInformer<T> | undefined;
    if (known !== undefined) return known;
    const informer = new StorageInformer<T>(this.storage, type);
    this.known.set(key, informer);
    return informer;
  }

  close(): void {
    for (const informer of this.known.values()) informer.close();
  }
}
