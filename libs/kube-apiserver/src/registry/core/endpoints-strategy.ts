import { isDeepStrictEqual } from 'node:util';
import type { ResourceStrategy } from '../resource-strategy.js';
import { validateEndpoints } from './endpoints-validation.js';

export const endpointsStrategy: ResourceStrategy = {
  group: '',
  resource: 'endpoints',
  createsOnUpdate: true,
  setDefaults({ subsets = [] }) {
    for (const { ports = [] } of subsets) for (const port of ports) port.protocol ||= 'TCP';
  },
  validate: validateEndpoints,
  // What was there before it was looked at may stay.
  validateUpdate: (draft, old) =>
    isDeepStrictEqual(draft['subsets'], old['subsets']) ? [] : validateEndpoints(draft),
};
