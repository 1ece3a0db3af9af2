import type { AdmissionChain } from '../../admission/admission-chain.js';
import { ResourceStore } from '../../registry/generic/resource-store.js';
import type { Storage } from '../../storage/storage.js';
import type { CustomResource } from './custom-resource.js';
import { customResourceStrategy } from './custom-resource-strategy.js';

/** The registry of one version of a custom resource: all versions share what is stored. */
export function customResourceStore(
  resource: CustomResource,
  storage: Storage,
  admission: AdmissionChain,
): ResourceStore {
  const { group, version, resource: plural } = resource;
  return new ResourceStore(resource, storage, admission, customResourceStrategy(resource), {
    group,
    version,
    resource: plural,
    stored: { group, resource: plural },
    answersOrdered: true,
    toStored: (draft) => resource.toStored(draft),
    toServed: (object) => resource.toServed(object),
  });
}
