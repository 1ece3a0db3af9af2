import { type FieldError, notSupported, required } from '../field-error.js';
import { validateEndpointIp, validateIp } from '../ip-validation.js';
import type { Draft } from '../resource-strategy.js';
import {
  validateLabelField,
  validateQualifiedNameField,
  validateSubdomainField,
} from '../scalar-validation.js';
import { protocols, validatePortNumber } from './port-validation.js';

/** Upstream's `validateEndpointSubsets`. */
export function validateEndpoints({ subsets = [] }: Draft): FieldError[] {
  return subsets.flatMap(
    ({ addresses = [], notReadyAddresses = [], ports = [] }: Draft, index: number) => {
      const field = `subsets[${index}]`;
      const isEmpty = addresses.length + notReadyAddresses.length === 0;
      const missing = 'must specify `addresses` or `notReadyAddresses`';
      const lists = Object.entries({ addresses, notReadyAddresses });
      return [
        ...(isEmpty ? [required(field, missing)] : []),
        ...lists.flatMap(([name, list]) =>
          list.flatMap((address: Draft, at: number) =>
            validateAddress(address, `${field}.${name}[${at}]`),
          ),
        ),
        ...ports.flatMap((port: Draft, at: number) =>
          validatePort(port, ports.length > 1, `${field}.ports[${at}]`),
        ),
      ];
    },
  );
}

function validateAddress({ ip = '', hostname, nodeName }: Draft, field: string): FieldError[] {
  return [
    ...validateIp(`${field}.ip`, ip),
    ...validateLabelField(`${field}.hostname`, hostname),
    ...validateSubdomainField(`${field}.nodeName`, nodeName),
    ...validateEndpointIp(`${field}.ip`, ip),
  ];
}

function validatePort(
  { name = '', port = 0, protocol = '', appProtocol }: Draft,
  isNameRequired: boolean,
  field: string,
): FieldError[] {
  return [
    ...(name === '' && isNameRequired ? [required(`${field}.name`)] : []),
    ...validateLabelField(`${field}.name`, name),
    ...validatePortNumber(`${field}.port`, port),
    ...(protocols.includes(protocol)
      ? []
      : [notSupported(`${field}.protocol`, protocol, protocols)]),
    ...(appProtocol === undefined
      ? []
      : validateQualifiedNameField(`${field}.appProtocol`, appProtocol)),
  ];
}
