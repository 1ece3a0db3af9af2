import { isIP } from 'node:net';
import { isDNS1123Subdomain, isLabelValue } from '@drillyard/kube-objects';
import { protocols } from '../core/port-validation.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
  tooMany,
} from '../field-error.js';
import { validateEndpointIp, validateIp, withoutLeadingZeros } from '../ip-validation.js';
import type { Draft } from '../resource-strategy.js';
import {
  validateLabelField,
  validateOneOf,
  validateQualifiedNameField,
  validateSubdomainField,
} from '../scalar-validation.js';

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const addressesMax = 100;
const portsMax = 20_000;
const endpointsMax = 1_000;
const hintsMax = 8;

export function validateAddressTypeAndPorts({ addressType = '', ports = [] }: Draft): FieldError[] {
  const errors =
    addressType === ''
      ? [required('addressType')]
      : validateOneOf('addressType', addressType, addressTypes);
  if (ports.length > portsMax) return [...errors, tooMany('ports', ports.length, portsMax)];
  const names = new Set<string>();
  for (const [index, { name = '', protocol, appProtocol }] of ports.entries()) {
    const field = `ports[${index}]`;
    errors.push(...validateLabelField(`${field}.name`, name));
    if (names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
    names.add(name);
    if (!protocols.includes(protocol)) {
      errors.push(notSupported(`${field}.protocol`, protocol, protocols));
    }
    if (appProtocol === undefined) continue;
    errors.push(...validateQualifiedNameField(`${field}.appProtocol`, appProtocol));
  }
  return errors;
}

export function validateSliceEndpoints({ addressType, endpoints = [] }: Draft): FieldError[] {
  if (endpoints.length > endpointsMax) {
    return [tooMany('endpoints', endpoints.length, endpointsMax)];
  }
  return endpoints.flatMap((endpoint: Draft, index: number) => {
    const { addresses = [], nodeName, hostname, hints } = endpoint;
    const field = `endpoints[${index}]`;
    const path = `${field}.addresses`;
    const errors: FieldError[] = [];
    if (addresses.length === 0) errors.push(required(path, 'must contain at least 1 address'));
    if (addresses.length > addressesMax) errors.push(tooMany(path, addresses.length, addressesMax));
    for (const [at, address] of addresses.entries()) {
      errors.push(...validateAddress(addressType, address, path, at));
    }
    return [
      ...errors,
      ...validateSubdomainField(`${field}.nodeName`, nodeName),
      ...validateLabelField(`${field}.hostname`, hostname),
      ...(hints ? validateHints(hints, `${field}.hints`) : []),
    ];
  });
}

function validateAddress(type: string, address: string, list: string, index: number): FieldError[] {
  const field = `${list}[${index}]`;
  if (type === 'FQDN') return invalidValues(field, address, isDNS1123Subdomain(address));
  if (!addressTypes.includes(type)) return [];
  const isV4 = type === 'IPv4';
  const mistakes = validateIp(field, address);
  if (mistakes.length > 0) return mistakes;
  const isOfType = isIP(withoutLeadingZeros(address)) === (isV4 ? 4 : 6);
  return [
    ...(isOfType ? [] : [invalidValue(list, address, `must be an ${type} address`)]),
    ...validateEndpointIp(field, address),
  ];
}

function validateHints({ forZones = [] }: Draft, field: string): FieldError[] {
  const path = `${field}.forZones`;
  if (forZones.length > hintsMax) return [tooMany(path, forZones.length, hintsMax)];
  const names = new Set<string>();
  return forZones.flatMap(({ name = '' }: Draft, index: number) => {
    const errors = names.has(name) ? [duplicateValue(`${path}[${index}].name`, name)] : [];
    names.add(name);
    return [...errors, ...invalidValues(`${path}[${index}].name`, name, isLabelValue(name))];
  });
}
