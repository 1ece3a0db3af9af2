import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { ServedResources } from '../apiextensions/served-resources.js';
import { FairTurns } from '../fair-turns.js';
import { namespaceFinalizeStrategy } from '../registry/core/namespace-strategy.js';
import { secondsIso } from '../storage/seconds-iso.js';
import type { Storage } from '../storage/storage.js';
import type { Loopback } from './loopback.js';
import { type NamespaceCondition, namespaceConditions } from './namespace-conditions.js';
import { WorkQueue } from './work-queue.js';

const namespaces = { group: '', version: 'v1', resource: 'namespaces' };

/** A resource whose objects live in namespaces. */
function isNamespaced({ namespaced, verbs, group }: ResourceInfo): boolean {
  // Events of the second group are the same objects as those of the core group.
  return namespaced && verbs.includes('delete') && group !== 'events.k8s.io';
}

/**
 * Empties namespaces that are being deleted, then lets them go (kube-controller-manager:
 * namespace). What a finalizer holds back is waited for.
 */
export class NamespaceController {
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly storage: Storage,
    private readonly served: ServedResources,
    private readonly loopback: Loopback,
    onError: (error: unknown) => void,
  ) {
    this.queue = new WorkQueue((name) => this.sync(name), onError);
    this.unsubscribe = storage.subscribeAll(({ type, object }) => {
      if (object.kind === 'Namespace') this.queue.add(object.metadata.name ?? '');
      else if (type === 'DELETED' && object.metadata.namespace !== undefined) {
        this.queue.add(object.metadata.namespace);
      }
    });
    for (const { metadata } of storage.list(namespaces)) this.queue.add(metadata.name ?? '');
  }

  close(): void {
    this.unsubscribe();
    this.queue.close();
  }

  private async sync(name: string): Promise<void> {
    const namespace = this.storage.get(namespaces, '', name);
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    const turns = new FairTurns();
    for (const [info, object] of this.content(name)) {
      await turns.pause();
      if (object.metadata.deletionTimestamp !== undefined) continue;
      await this.loopback.delete(info, object, { propagationPolicy: 'Background' });
    }
    // The deletion of the last object brings us back here.
    const content = this.content(name);
    if (content.length > 0) return this.tellRemaining(namespace, content);
    await this.finalize(namespace);
  }

  private content(name: string): [ResourceInfo, KubeObject][] {
    return this.served.resources
      .filter(isNamespaced)
      .flatMap((info) =>
        [...this.storage.list(info, name)].map((object): [ResourceInfo, KubeObject] => [
          info,
          object,
        ]),
      );
  }

  private async tellRemaining(
    namespace: KubeObject,
    content: readonly [ResourceInfo, KubeObject][],
  ): Promise<void> {
    await this.loopback.updateStatus(namespaces, namespace, (draft, now) => {
      const conditions: NamespaceCondition[] = draft['status']?.conditions ?? [];
      const told = namespaceConditions(content, conditions, secondsIso(now));
      draft['status'] = { ...draft['status'], conditions: told };
    });
  }

  private async finalize(namespace: KubeObject): Promise<void> {
    await this.loopback.update(
      namespaces,
      namespace,
      (draft) => {
        const finalizers: string[] = draft['spec']?.finalizers ?? [];
        draft['spec'] = { finalizers: finalizers.filter((name) => name !== 'kubernetes') };
      },
      namespaceFinalizeStrategy,
    );
  }
}
