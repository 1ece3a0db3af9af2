import { isDeepStrictEqual } from 'node:util';
import { fieldImmutableMessage, invalidValue } from '../field-error.js';
import type { ResourceStrategy } from '../resource-strategy.js';
import {
  validateAddressTypeAndPorts,
  validateSliceEndpoints,
} from './endpoint-slice-validation.js';

export const endpointSliceStrategy: ResourceStrategy = {
  group: 'discovery.k8s.io',
  resource: 'endpointslices',
  setDefaults({ ports = [] }) {
    for (const port of ports) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
  validate: (draft) => [...validateAddressTypeAndPorts(draft), ...validateSliceEndpoints(draft)],
  validateUpdate(draft, old) {
    const { addressType, endpoints } = draft;
    const errors = validateAddressTypeAndPorts(draft);
    // What was there before it was looked at may stay.
    if (!isDeepStrictEqual(endpoints, old['endpoints']))
      errors.push(...validateSliceEndpoints(draft));
    if (addressType === old['addressType']) return errors;
    return [...errors, invalidValue('addressType', addressType, fieldImmutableMessage)];
  },
  warnings: ({ addressType }) =>
    addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [],
};
