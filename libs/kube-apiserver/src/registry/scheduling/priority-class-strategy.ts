import type { ResourceStrategy } from '../resource-strategy.js';

export const priorityClassStrategy: ResourceStrategy = {
  group: 'scheduling.k8s.io',
  resource: 'priorityclasses',
  setDefaults(draft) {
    draft['preemptionPolicy'] ??= 'PreemptLowerPriority';
  },
};
