import type { ResourceStrategy } from '../resource-strategy.js';

export const endpointsStrategy: ResourceStrategy = {
  group: '',
  resource: 'endpoints',
  createsOnUpdate: true,
  setDefaults({ subsets = [] }) {
    for (const { ports = [] } of subsets) for (const port of ports) port.protocol ||= 'TCP';
  },
};
