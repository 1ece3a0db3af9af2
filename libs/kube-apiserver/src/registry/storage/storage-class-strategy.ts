import { required } from '../field-error.js';
import type { ResourceStrategy } from '../resource-strategy.js';

export const storageClassStrategy: ResourceStrategy = {
  group: 'storage.k8s.io',
  resource: 'storageclasses',
  setDefaults(draft) {
    draft['reclaimPolicy'] ??= 'Delete';
    draft['volumeBindingMode'] ??= 'Immediate';
  },
  validate: ({ provisioner }) => (provisioner ? [] : [required('provisioner')]),
};
