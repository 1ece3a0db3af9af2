import { formatApiVersion, type KubeObject } from '@drillyard/kube-objects';
import type { ClusterClient } from '../cluster-client.js';
import type { Informer, InformerEvent, ObjectIndex, ResourceType } from './component-client.js';
import { IndexedObjects, keyOf } from './object-index.js';

export interface WatchedInformerOptions<T extends KubeObject> {
  readonly cluster: ClusterClient;
  readonly type: ResourceType<T>;
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
}

/** An informer with a copy of its own, kept up to date by a watch. */
export class WatchedInformer<T extends KubeObject> implements Informer<T> {
  readonly synced: Promise<void>;
  private readonly objects = new Map<string, T>();
  private readonly indexes = new Map<string, IndexedObjects<T>>();
  private readonly listeners = new Set<(event: InformerEvent<T>) => void>();

  constructor(private readonly options: WatchedInformerOptions<T>) {
    this.synced = this.start();
    // Whoever waits for it hears of it; nobody has to.
    this.synced.catch(options.onError);
  }

  get(namespace: string, name: string): T | undefined {
    return this.objects.get(namespace === '' ? name : `${namespace}/${name}`);
  }

  *list(namespace?: string): Iterable<T> {
    for (const key of [...this.objects.keys()].sort()) {
      const object = this.objects.get(key);
      if (object === undefined) continue;
      if (namespace === undefined || object.metadata.namespace === namespace) yield object;
    }
  }

  byIndex(index: ObjectIndex<T>, value: string): readonly T[] {
    const known = this.indexes.get(index.name) ?? new IndexedObjects(index, this.objects.values());
    this.indexes.set(index.name, known);
    return known.get(value);
  }

  subscribe(listener: (event: InformerEvent<T>) => void): () => void {
    for (const object of this.list()) listener({ type: 'ADDED', object });
    return this.onChange(listener);
  }

  onChange(listener: (event: InformerEvent<T>) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The list gives what there is; the watch, which lists again by itself, the rest. */
  private async start(): Promise<void> {
    const { cluster, type, signal, onError } = this.options;
    const kind = { apiVersion: formatApiVersion(type), kind: type.kind };
    const { items } = await cluster.list(kind);
    for (const item of items) this.see('ADDED', item as T);
    this.follow(cluster.watch(kind, { signal })).catch(onError);
  }

  private async follow(watch: ReturnType<ClusterClient['watch']>): Promise<void> {
    for await (const event of watch) {
      if (event.type === 'ERROR' || event.type === 'BOOKMARK') continue;
      this.see(event.type, event.object as T);
    }
  }

  private see(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void {
    const key = keyOf(object);
    const previous = this.objects.get(key);
    if (type === 'DELETED') {
      if (this.objects.delete(key)) this.publish({ type, object });
      return;
    }
    if (isOlder(object, previous)) return;
    this.objects.set(key, object);
    if (previous === undefined) this.publish({ type: 'ADDED', object });
    else this.publish({ type: 'MODIFIED', object, previous });
  }

  private publish(event: InformerEvent<T>): void {
    for (const index of this.indexes.values()) index.apply(event);
    for (const listener of [...this.listeners]) listener(event);
  }
}

/** What the watch lists once more is known from the first list, perhaps in a later state. */
function isOlder({ metadata }: KubeObject, known: KubeObject | undefined): boolean {
  if (known === undefined || known.metadata.uid !== metadata.uid) return false;
  return Number(metadata.resourceVersion) <= Number(known.metadata.resourceVersion);
}
