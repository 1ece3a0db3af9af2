import type { ResourceStrategy } from '../resource-strategy.js';

/** Leaders are elected by who updates a lease first: nobody may do it blindly. */
export const leaseStrategy: ResourceStrategy = {
  group: 'coordination.k8s.io',
  resource: 'leases',
  createsOnUpdate: true,
  refusesUnconditionalUpdate: true,
};
