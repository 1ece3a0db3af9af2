import type { ResourceStrategy } from '../resource-strategy.js';

export const endpointSliceStrategy: ResourceStrategy = {
  group: 'discovery.k8s.io',
  resource: 'endpointslices',
  setDefaults({ ports = [] }) {
    for (const port of ports) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
};
