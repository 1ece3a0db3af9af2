import type { Draft, ResourceStrategy } from '../resource-strategy.js';

export const nodeStrategy: ResourceStrategy = {
  group: '',
  resource: 'nodes',
  // A kubelet registers its node with the status it has.
  keepsStatusOnCreate: true,
  fieldSelectors: ['spec.unschedulable'],
  selectableField: ({ spec }, field) =>
    field === 'spec.unschedulable'
      ? String((spec as Draft)?.['unschedulable'] ?? false)
      : undefined,
  setDefaults({ status }) {
    if (status?.capacity) status.allocatable ??= { ...status.capacity };
  },
};
