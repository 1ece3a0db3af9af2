import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import type { Loopback } from '../../controllers/loopback.js';
import { WorkQueue } from '../../controllers/work-queue.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import type { Storage } from '../../storage/storage.js';
import { acceptNames } from './accepted-names.js';
import {
  asDefinition,
  type CustomResourceDefinitionStatus,
  customResourceDefinitions,
  findCondition,
  isConditionTrue,
  withCondition,
} from './custom-resource-definition.js';
import { customResourceDefinitionStatusStrategy } from './custom-resource-definition-strategy.js';
import type { DefinitionControllerOptions } from './definition-controllers.js';

/**
 * Decides which names a definition gets, and establishes it once it has them (apiextensions
 * `NamingConditionController`, `EstablishingController`).
 */
export class NamingConditionController {
  private readonly storage: Storage;
  private readonly now: () => Date;
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly loopback: Loopback,
    { storage, now, onError }: Omit<DefinitionControllerOptions, 'served' | 'storeOf'>,
  ) {
    this.storage = storage;
    this.now = now;
    this.queue = new WorkQueue((name) => this.sync(name), onError);
    for (const { metadata } of storage.list(customResourceDefinitions)) {
      this.queue.add(metadata.name ?? '');
    }
    this.unsubscribe = storage.subscribe(customResourceDefinitions, ({ object, type }) => {
      if (type === 'DELETED') this.addGroup(object);
      else this.queue.add(object.metadata.name ?? '');
    });
  }

  close(): void {
    this.unsubscribe();
    this.queue.close();
  }

  /** Names may have become free: all others of the group are looked at again. */
  private addGroup(object: KubeObject): void {
    const { group } = asDefinition(object).spec;
    for (const other of this.storage.list(customResourceDefinitions)) {
      if (asDefinition(other).spec.group === group) this.queue.add(other.metadata.name ?? '');
    }
  }

  private async sync(name: string): Promise<void> {
    const object = this.storage.get(customResourceDefinitions, '', name);
    if (object === undefined) return;
    const definition = asDefinition(object);
    const others = [...this.storage.list(customResourceDefinitions)]
      .map(asDefinition)
      .filter(({ spec, metadata }) => {
        return spec.group === definition.spec.group && metadata.name !== name;
      });
    const { names, condition } = acceptNames(definition, others);
    const time = secondsIso(this.now());
    const accepted = withCondition(definition.status?.conditions ?? [], condition, time);
    const established = isConditionTrue(definition, 'Established')
      ? accepted
      : withCondition(accepted, establishedCondition(condition.status === 'True'), time);
    const status: CustomResourceDefinitionStatus = {
      ...definition.status,
      acceptedNames: names,
      conditions: established,
    };
    if (isDeepStrictEqual(status, definition.status)) return;
    await this.loopback.update(
      customResourceDefinitions,
      object,
      (draft) => {
        draft['status'] = structuredClone(status);
      },
      customResourceDefinitionStatusStrategy,
    );
    const hadNames = findCondition(definition, 'NamesAccepted') !== undefined;
    if (hadNames) this.addGroup(object);
  }
}

function establishedCondition(isAccepted: boolean) {
  return isAccepted
    ? ({
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      } as const)
    : ({
        type: 'Established',
        status: 'False',
        reason: 'NotAccepted',
        message: 'not all names are accepted',
      } as const);
}
