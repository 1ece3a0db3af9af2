import type {
  ClusterContents,
  InformerEvent,
  NamespacedObjects,
  ObjectKind,
  ResourceType,
} from '@drillyard/cluster';
import { type KubeObject, parseApiVersion } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { Storage } from '../storage/storage.js';
import { tableName } from '../storage/storage-key.js';
import { asSeen } from './storage-informer.js';

/**
 * {@link ClusterContents} as a view of the storage: it holds nothing of its own and never lags
 * behind. A cluster that is idle pays for it with two listeners, not with a cache of everything.
 */
export class StorageContents implements ClusterContents {
  readonly synced = Promise.resolve();

  constructor(
    private readonly storage: Storage,
    private readonly served: ServedResources,
  ) {}

  /** Objects may be kept in a version that is not served any more: another one serves them. */
  resourceOf({ apiVersion, kind }: ObjectKind): ResourceInfo | undefined {
    const { group, version } = parseApiVersion(apiVersion);
    return (
      this.served.findKind({ group, version, kind }) ??
      this.served.resources.find((info) => info.group === group && info.kind === kind)
    );
  }

  get(resource: ResourceType, namespace: string, name: string): KubeObject | undefined {
    return this.storage.get(resource, namespace, name);
  }

  /** What is still as every cluster is born with it has neither owners nor finalizers. */
  subscribe(listener: (event: InformerEvent<KubeObject>) => void): () => void {
    for (const { object } of this.storage.written()) listener({ type: 'ADDED', object });
    return this.storage.subscribeAll((event) => listener(asSeen(event)));
  }

  async list(namespace: string): Promise<readonly NamespacedObjects[]> {
    const byTable = new Map<string, ResourceInfo>();
    for (const info of this.served.resources.filter(isNamespaced)) {
      const table = tableName(info);
      if (!byTable.has(table)) byTable.set(table, info);
    }
    return [...byTable.values()].flatMap((resource) => {
      const objects = [...this.storage.list(resource, namespace)];
      return objects.length === 0 ? [] : [{ resource, objects }];
    });
  }

  onRemoval(listener: (namespace: string) => void): () => void {
    return this.storage.subscribeAll(({ type, object: { metadata } }) => {
      if (type === 'DELETED' && metadata.namespace !== undefined) listener(metadata.namespace);
    });
  }
}

/** A resource whose objects live in namespaces. */
function isNamespaced({ namespaced, verbs, group }: ResourceInfo): boolean {
  // Events of the second group are the same objects as those of the core group.
  return namespaced && verbs.includes('delete') && group !== 'events.k8s.io';
}
