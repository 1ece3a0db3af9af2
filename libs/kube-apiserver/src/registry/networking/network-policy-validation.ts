import { validatePortName } from '../core/port-validation.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';
import { isStrictSubset, parseCidr } from './cidr.js';

const policyTypes = ['Ingress', 'Egress'];
const protocols = ['TCP', 'UDP', 'SCTP'];

/** Upstream's `ValidateNetworkPolicySpec`. */
export function validateNetworkPolicy({ spec = {} }: Draft): FieldError[] {
  return [
    ...validateLabelSelector(spec.podSelector ?? {}, 'spec.podSelector'),
    ...validateRules(spec.ingress ?? [], 'spec.ingress', 'from'),
    ...validateRules(spec.egress ?? [], 'spec.egress', 'to'),
    ...validatePolicyTypes(spec.policyTypes ?? []),
  ];
}

function validatePolicyTypes(types: readonly string[]): FieldError[] {
  const field = 'spec.policyTypes';
  if (types.length > policyTypes.length) {
    return [invalidValue(field, types, 'may not specify more than two policyTypes')];
  }
  return types.flatMap((type, index) =>
    policyTypes.includes(type) ? [] : [notSupported(`${field}[${index}]`, type, policyTypes)],
  );
}

function validateRules(rules: readonly Draft[], field: string, side: 'from' | 'to'): FieldError[] {
  return rules.flatMap((rule, index) => {
    const ports: Draft[] = rule['ports'] ?? [];
    const peers: Draft[] = rule[side] ?? [];
    const path = `${field}[${index}]`;
    return [
      ...ports.flatMap((port, at) => validatePort(port, `${path}.ports[${at}]`)),
      ...peers.flatMap((peer, at) => validatePeer(peer, `${path}.${side}[${at}]`)),
    ];
  });
}

function validatePort({ protocol, port, endPort }: Draft, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (protocol !== undefined && !protocols.includes(protocol)) {
    errors.push(notSupported(`${path}.protocol`, protocol, protocols));
  }
  const refuseEnd = (value: number, why: string) =>
    errors.push(invalidValue(`${path}.endPort`, value, why));
  if (port === undefined) {
    if (endPort) refuseEnd(endPort, 'may not be specified when `port` is not specified');
  } else if (typeof port === 'number') {
    errors.push(...invalidValues(`${path}.port`, port, portNumberMistakes(port)));
    if (endPort === undefined) return errors;
    // Upstream shows the port here, not its end.
    if (endPort < port) refuseEnd(port, 'must be greater than or equal to `port`');
    for (const mistake of portNumberMistakes(endPort)) refuseEnd(endPort, mistake);
  } else {
    if (endPort) refuseEnd(endPort, 'may not be specified when `port` is non-numeric');
    errors.push(...invalidValues(`${path}.port`, port, validatePortName(port)));
  }
  return errors;
}

function portNumberMistakes(port: number): string[] {
  return port >= 1 && port <= 65_535 ? [] : ['must be between 1 and 65535, inclusive'];
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: Draft, path: string) {
  const errors: FieldError[] = [
    ...(podSelector ? validateLabelSelector(podSelector, `${path}.podSelector`) : []),
    ...(namespaceSelector
      ? validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`)
      : []),
    ...(ipBlock ? validateIpBlock(ipBlock, `${path}.ipBlock`) : []),
  ];
  const selectors = [podSelector, namespaceSelector].filter((selector) => selector !== undefined);
  if (ipBlock === undefined && selectors.length === 0) {
    errors.push(required(path, 'must specify a peer'));
  } else if (ipBlock !== undefined && selectors.length > 0) {
    errors.push(forbiddenValue(path, 'may not specify both ipBlock and another peer'));
  }
  return errors;
}

const cidrMessage = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

function validateIpBlock({ cidr = '', except = [] }: Draft, path: string): FieldError[] {
  if (cidr === '') return [required(`${path}.cidr`)];
  const range = parseCidr(cidr);
  if (range === undefined) return [invalidValue(`${path}.cidr`, cidr, cidrMessage)];
  return except.flatMap((text: string, index: number) => {
    const field = `${path}.except[${index}]`;
    const excepted = parseCidr(text);
    if (excepted === undefined) return [invalidValue(field, text, cidrMessage)];
    if (isStrictSubset(excepted, range)) return [];
    return [invalidValue(field, text, 'must be a strict subset of `cidr`')];
  });
}
