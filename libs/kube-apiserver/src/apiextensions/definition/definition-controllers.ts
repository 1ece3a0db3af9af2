import type { ResourceInfo } from '@drillyard/kube-schema';
import { Loopback } from '../../controllers/loopback.js';
import type { ResourceStore } from '../../registry/generic/resource-store.js';
import type { Storage } from '../../storage/storage.js';
import type { ServedResources } from '../served-resources.js';
import { DefinitionFinalizer } from './definition-finalizer.js';
import { NamingConditionController } from './naming-condition-controller.js';

/** What the controllers of definitions work with. */
export interface DefinitionControllerOptions {
  readonly storage: Storage;
  readonly served: ServedResources;
  readonly storeOf: (info: ResourceInfo) => ResourceStore;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** The API server itself runs these, and owns what they write. */
const fieldManager = 'kube-apiserver';

/** Accepts the names of definitions, and empties those that are being deleted. */
export function startDefinitionControllers(
  options: DefinitionControllerOptions,
): { close(): void }[] {
  const { storage, served, storeOf, now } = options;
  const loopbackOptions = { storage, served: () => served, storeOf, now };
  const loopback = (name: string) => new Loopback(loopbackOptions, name, fieldManager);
  return [
    new NamingConditionController(loopback('naming-controller'), options),
    new DefinitionFinalizer(loopback('crd-finalizer'), options),
  ];
}
