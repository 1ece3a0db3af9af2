import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import { resourceQuotas } from '../admission/resource-quota.js';
import type { ServedResources } from '../apiextensions/served-resources.js';
import { isInScopes } from '../quota/quota-scopes.js';
import { quotaNamesOf, quotaUsage } from '../quota/quota-usage.js';
import {
  addLists,
  formatResourceList,
  maskList,
  parseResourceList,
  type ResourceList,
  zero,
} from '../quota/resource-list.js';
import { orderObject } from '../registry/generic/order-object.js';
import type { Draft } from '../registry/resource-strategy.js';
import type { Storage } from '../storage/storage.js';
import { tableName } from '../storage/storage-key.js';
import { WorkQueue } from './work-queue.js';

/** A resource whose objects live in namespaces and are kept. */
function isCounted({ namespaced, verbs, group }: ResourceInfo): boolean {
  return namespaced && verbs.includes('create') && group !== 'events.k8s.io';
}

/**
 * Counts what namespaces use and writes it to their quotas (kube-controller-manager:
 * resourcequota): after a new quota, a deletion, or a charge whose object was refused later on.
 */
export class ResourceQuotaController {
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly storage: Storage,
    private readonly served: ServedResources,
    private readonly now: () => Date,
    onError: (error: unknown) => void,
  ) {
    this.queue = new WorkQueue(async (namespace) => this.sync(namespace), onError);
    this.unsubscribe = storage.subscribeAll(({ object }) => {
      const { namespace } = object.metadata;
      if (namespace !== undefined && this.hasQuotas(namespace)) this.queue.add(namespace);
    });
    for (const { metadata } of storage.list(resourceQuotas))
      this.queue.add(metadata.namespace ?? '');
  }

  close(): void {
    this.unsubscribe();
    this.queue.close();
  }

  private hasQuotas(namespace: string): boolean {
    for (const _quota of this.storage.list(resourceQuotas, namespace)) return true;
    return false;
  }

  private sync(namespace: string): void {
    for (const quota of [...this.storage.list(resourceQuotas, namespace)]) {
      const spec = (quota['spec'] ?? {}) as Draft;
      const hard = parseResourceList(spec['hard']);
      const status = {
        hard: formatResourceList(hard),
        used: formatResourceList(this.used(quota, namespace, hard)),
      };
      // As it is stored: without what is empty. Else a quota without limits would be written for ever.
      const updated = orderObject({ ...quota, status });
      if (isDeepStrictEqual(updated['status'], quota['status'])) continue;
      this.storage.update(resourceQuotas, updated, quota);
    }
  }

  private used(quota: KubeObject, namespace: string, hard: ResourceList): ResourceList {
    let used: ResourceList = new Map([...hard.keys()].map((name) => [name, zero]));
    const seen = new Set<string>();
    for (const info of this.served.resources.filter(isCounted)) {
      // Every version of a resource has the same objects.
      const table = tableName(info);
      if (seen.has(table)) continue;
      seen.add(table);
      const names = quotaNamesOf(info, hard.keys());
      if (names.length === 0) continue;
      for (const object of this.storage.list(info, namespace)) {
        if (!isInScopes(quota, info, object)) continue;
        used = addLists(used, maskList(quotaUsage(info, object, this.now()), names));
      }
    }
    return used;
  }
}
