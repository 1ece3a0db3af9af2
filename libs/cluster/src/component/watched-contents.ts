import { formatApiVersion, type KubeObject } from '@drillyard/kube-objects';
import type { ClusterClient, Impersonation } from '../cluster-client.js';
import { versionPath } from '../resource-paths.js';
import type { ClusterContents, NamespacedObjects, ObjectKind } from './cluster-contents.js';
import type { InformerEvent, ResourceType } from './component-client.js';
import { discoverTypes, type ServedTypes } from './served-types.js';
import { WatchedInformer } from './watched-informer.js';

export interface WatchedContentsOptions {
  readonly cluster: ClusterClient;
  /** Looks into namespaces as somebody else than the cluster client's user. */
  readonly as?: Impersonation;
  /** Hears of what could not be discovered or watched. */
  readonly onError: (error: unknown) => void;
}

/** What changes what an API server serves. */
const definingKinds = ['CustomResourceDefinition', 'APIService'];

/** A server that does not answer is not asked in a loop. */
const retryMs = 1_000;

interface Watched {
  readonly informer: WatchedInformer<KubeObject>;
  readonly stop: () => void;
}

/**
 * {@link ClusterContents} of an API server anywhere: what it serves by discovery, and from the first
 * subscription on a watch of every resource there is.
 */
export class WatchedContents implements ClusterContents {
  readonly synced: Promise<void>;
  private types: ServedTypes = { deletable: [], byKind: new Map() };
  private readonly watched = new Map<string, Watched>();
  private readonly listeners = new Set<(event: InformerEvent<KubeObject>) => void>();
  private tellSynced: () => void = () => undefined;
  private retry: NodeJS.Timeout | undefined;
  private discovering: Promise<void> | undefined;
  private isOutdated = false;
  private closed = false;

  constructor(private readonly options: WatchedContentsOptions) {
    this.synced = new Promise((resolve) => {
      this.tellSynced = resolve;
    });
  }

  resourceOf({ apiVersion, kind }: ObjectKind): ResourceType | undefined {
    return this.types.byKind.get(`${apiVersion}/${kind}`);
  }

  get(resource: ResourceType, namespace: string, name: string): KubeObject | undefined {
    return this.watched.get(keyOf(resource))?.informer.get(namespace, name);
  }

  subscribe(listener: (event: InformerEvent<KubeObject>) => void): () => void {
    for (const { informer } of this.watched.values()) {
      for (const object of informer.list()) listener({ type: 'ADDED', object });
    }
    this.listeners.add(listener);
    this.start();
    return () => void this.listeners.delete(listener);
  }

  async list(namespace: string): Promise<readonly NamespacedObjects[]> {
    const { cluster, as } = this.options;
    const { deletable } = await discoverTypes(cluster);
    const lists: NamespacedObjects[] = [];
    for (const resource of deletable.filter(({ namespaced }) => namespaced)) {
      const path = `${versionPath(resource)}/namespaces/${namespace}/${resource.resource}`;
      const { status, body } = await cluster.raw({ method: 'GET', path, ...(as && { as }) });
      // What is not served any more has nothing in it.
      if (status === 404 || status === 405) continue;
      if (status >= 400) throw new Error(`GET ${path} was answered with ${status}`);
      const { items = [] } = body as { items?: KubeObject[] };
      const apiVersion = formatApiVersion(resource);
      const objects = items.map((item) => ({ ...item, apiVersion, kind: resource.kind }));
      if (objects.length > 0) lists.push({ resource, objects });
    }
    return lists;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    for (const { stop } of this.watched.values()) stop();
    this.watched.clear();
  }

  private start(): void {
    this.discover().then(this.tellSynced, (error: unknown) => {
      if (this.closed) return;
      this.options.onError(error);
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.start(), retryMs).unref();
    });
  }

  /** Again and again for as long as something comes in between. */
  private discover(): Promise<void> {
    this.isOutdated = true;
    this.discovering ??= (async () => {
      try {
        while (this.isOutdated && !this.closed) {
          this.isOutdated = false;
          await this.follow(await discoverTypes(this.options.cluster));
        }
      } finally {
        this.discovering = undefined;
      }
    })();
    return this.discovering;
  }

  private async follow(types: ServedTypes): Promise<void> {
    this.types = types;
    const wanted = new Map(types.deletable.map((type) => [keyOf(type), type]));
    for (const [key, { stop }] of [...this.watched]) {
      if (wanted.has(key)) continue;
      stop();
      this.watched.delete(key);
    }
    for (const [key, type] of wanted) {
      if (!this.watched.has(key) && !this.closed) this.watched.set(key, this.watch(type));
    }
    await Promise.allSettled([...this.watched.values()].map(({ informer }) => informer.synced));
  }

  private watch(type: ResourceType): Watched {
    const { cluster, onError } = this.options;
    const closing = new AbortController();
    const { signal } = closing;
    const informer = new WatchedInformer<KubeObject>({ cluster, type, signal, onError });
    informer.onChange((event) => this.publish(event));
    return { informer, stop: () => closing.abort() };
  }

  private publish(event: InformerEvent<KubeObject>): void {
    for (const listener of [...this.listeners]) listener(event);
    if (definingKinds.includes(event.object.kind)) this.start();
  }
}

function keyOf({ group, resource }: ResourceType): string {
  return `${group}/${resource}`;
}
