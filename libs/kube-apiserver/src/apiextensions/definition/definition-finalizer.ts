import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { Loopback } from '../../controllers/loopback.js';
import { WorkQueue } from '../../controllers/work-queue.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import type { Storage } from '../../storage/storage.js';
import { resourceOfTable, tableName } from '../../storage/storage-key.js';
import type { ServedResources } from '../served-resources.js';
import {
  asDefinition,
  type CustomResourceDefinition,
  cleanupFinalizer,
  customResourceDefinitions,
  type DefinitionCondition,
  isConditionTrue,
  withCondition,
} from './custom-resource-definition.js';
import { customResourceDefinitionStatusStrategy } from './custom-resource-definition-strategy.js';
import type { DefinitionControllerOptions } from './definition-controllers.js';

/**
 * Deletes the objects of a definition that is being deleted, then lets it go (apiextensions
 * `CRDFinalizer`). Objects that finalizers hold back are waited for.
 */
export class DefinitionFinalizer {
  private readonly storage: Storage;
  private readonly served: ServedResources;
  private readonly now: () => Date;
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly loopback: Loopback,
    { storage, served, now, onError }: DefinitionControllerOptions,
  ) {
    this.storage = storage;
    this.served = served;
    this.now = now;
    this.queue = new WorkQueue((name) => this.sync(name), onError);
    for (const object of storage.list(customResourceDefinitions)) this.observe(object);
    this.unsubscribe = storage.subscribeAll(({ type, table, object }) => {
      if (table === tableName(customResourceDefinitions)) this.observe(object);
      else if (type === 'DELETED') this.observeObjectOf(table);
    });
  }

  close(): void {
    this.unsubscribe();
    this.queue.close();
  }

  private observe({ metadata }: KubeObject): void {
    if (metadata.deletionTimestamp === undefined) return;
    if (metadata.finalizers?.includes(cleanupFinalizer)) this.queue.add(metadata.name ?? '');
  }

  /** An object went: it may have been the last one its definition waits for. */
  private observeObjectOf(table: string): void {
    const { group, resource } = resourceOfTable(table);
    const definition = this.storage.get(customResourceDefinitions, '', `${resource}.${group}`);
    if (definition !== undefined) this.observe(definition);
  }

  private async sync(name: string): Promise<void> {
    const object = this.storage.get(customResourceDefinitions, '', name);
    const { deletionTimestamp, finalizers = [] } = object?.metadata ?? {};
    if (object === undefined || deletionTimestamp === undefined) return;
    if (!finalizers.includes(cleanupFinalizer)) return;
    const definition = asDefinition(object);
    const isEstablished = isConditionTrue(definition, 'Established');
    if (isEstablished && !(await this.deleteInstances(object, definition))) return;
    const condition = isEstablished
      ? terminating('False', 'InstanceDeletionCompleted', 'removed all instances')
      : terminating('False', 'NeverEstablished', 'resource was never established');
    await this.setCondition(object, condition);
    const current = this.storage.get(customResourceDefinitions, '', name);
    if (current === undefined) return;
    await this.loopback.update(customResourceDefinitions, current, (draft) => {
      const kept: string[] = draft['metadata'].finalizers ?? [];
      draft['metadata'].finalizers = kept.filter((each) => each !== cleanupFinalizer);
    });
  }

  /** Whether none is left. The deletion of the last one brings us back here. */
  private async deleteInstances(
    object: KubeObject,
    definition: CustomResourceDefinition,
  ): Promise<boolean> {
    const { group, names } = definition.spec;
    const message = 'CustomResource deletion is in progress';
    await this.setCondition(object, terminating('True', 'InstanceDeletionInProgress', message));
    const resource = { group, resource: names.plural };
    const [info] = this.served.versionsOf(object.metadata.name ?? '');
    for (const instance of [...this.storage.list(resource)]) {
      if (instance.metadata.deletionTimestamp !== undefined) continue;
      if (info !== undefined) await this.loopback.delete(info satisfies ResourceInfo, instance);
      // No version is served any more: nothing may hold such an object back.
      else this.storage.delete(resource, instance);
    }
    return [...this.storage.list(resource)].length === 0;
  }

  private async setCondition(object: KubeObject, condition: DefinitionCondition): Promise<void> {
    await this.loopback.update(
      customResourceDefinitions,
      object,
      (draft) => {
        const { status = {} } = draft;
        const time = secondsIso(this.now());
        const conditions = withCondition(status.conditions ?? [], condition, time);
        draft['status'] = { ...status, conditions };
      },
      customResourceDefinitionStatusStrategy,
    );
  }
}

function terminating(
  status: DefinitionCondition['status'],
  reason: string,
  message: string,
): DefinitionCondition {
  return { type: 'Terminating', status, reason, message };
}
