import { isDNS1123Label } from '@drillyard/kube-objects';
import type { Draft, ResourceStrategy, SubresourceStrategy } from '../resource-strategy.js';

/** Upstream's label of every namespace: selectors name namespaces by it. */
const nameLabel = 'kubernetes.io/metadata.name';

export const namespaceStrategy: ResourceStrategy = {
  group: '',
  resource: 'namespaces',
  validateName: isDNS1123Label,
  fieldSelectors: ['name', 'status.phase'],
  selectableField: (object, field) => (field === 'name' ? object.metadata.name : undefined),
  setDefaults(draft) {
    const { name, labels } = draft['metadata'];
    if (name) draft['metadata'].labels = { ...labels, [nameLabel]: name };
  },
  prepareForCreate(draft) {
    const finalizers: string[] = draft['spec']?.finalizers ?? [];
    const all = finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes'];
    draft['spec'] = { ...draft['spec'], finalizers: all };
    draft['status'] = { phase: 'Active' };
  },
  prepareForUpdate(draft, old) {
    draft['spec'] = structuredClone(old['spec']);
  },
  pendingFinalizers,
  markDeleted(draft) {
    delete draft['metadata'].deletionGracePeriodSeconds;
    draft['status'] = { ...draft['status'], phase: 'Terminating' };
  },
};

/** Only the finalizers of the spec count: what holds the namespace until it is empty. */
export const namespaceFinalizeStrategy: SubresourceStrategy = {
  group: '',
  resource: 'namespaces',
  subresource: 'finalize',
  prepareForUpdate(draft, old) {
    draft['status'] = structuredClone(old['status']);
  },
};

function pendingFinalizers(namespace: Draft): readonly string[] {
  return namespace['spec']?.finalizers ?? [];
}
