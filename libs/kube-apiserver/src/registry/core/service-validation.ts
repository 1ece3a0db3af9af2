import { isIP } from 'node:net';
import { isDNS1123Subdomain, type KubeObject } from '@drillyard/kube-objects';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import { validateLabels } from '../generic/object-meta-validation.js';
import {
  validateCidr,
  validateEndpointIp,
  validateIp,
  withoutLeadingZeros,
} from '../ip-validation.js';
import type { Draft } from '../resource-strategy.js';
import {
  validateLabelField,
  validateOneOf,
  validateQualifiedNameField,
} from '../scalar-validation.js';
import { protocols, validatePort, validatePortNumber } from './port-validation.js';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const families = ['IPv4', 'IPv6'];
const familyPolicies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";
const affinitySecondsMax = 86_400;

/** Of a service by itself (upstream `validateService`, in its order). */
export function validateService({ spec = {} }: Draft): FieldError[] {
  const ports: Draft[] = spec.ports ?? [];
  const isHeadless = spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';
  const errors: FieldError[] = [];
  if (ports.length === 0 && !isHeadless && spec.type !== 'ExternalName') {
    errors.push(required('spec.ports'));
  }
  if (isHeadless && ['LoadBalancer', 'NodePort'].includes(spec.type)) {
    const detail = `may not be set to 'None' for ${spec.type} services`;
    errors.push(invalidValue('spec.clusterIPs[0]', 'None', detail));
  }
  if (spec.type === 'ExternalName') errors.push(...validateExternalName(spec));
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    errors.push(...validateServicePort(port, names, ports.length > 1, `spec.ports[${index}]`));
  }
  return [
    ...errors,
    ...validateLabels(spec.selector ?? {}, 'spec.selector'),
    ...validateSessionAffinity(spec),
    ...(spec.type === 'ExternalName' ? [] : validateClusterIps(spec)),
    ...validateExternalIps(spec.externalIPs ?? []),
    ...(types.includes(spec.type) ? [] : [notSupported('spec.type', spec.type, types)]),
    ...validatePortsUnique(spec, ports),
    ...validateLoadBalancer(spec),
    ...validateTrafficPolicies(spec),
  ];
}

function validateExternalName(spec: Draft): FieldError[] {
  const errors = ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
    .filter((name) => spec[name] !== undefined && spec[name].length > 0)
    .map((name) => forbiddenValue(`spec.${name}`, 'may not be set for ExternalName services'));
  const name: string = (spec['externalName'] ?? '').replace(/\.$/, '');
  if (name === '') return [...errors, required('spec.externalName')];
  return [...errors, ...invalidValues('spec.externalName', name, isDNS1123Subdomain(name))];
}

function validateServicePort(
  { name = '', port = 0, protocol = '', targetPort, appProtocol }: Draft,
  names: Set<string>,
  isNameRequired: boolean,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '' && isNameRequired) errors.push(required(`${field}.name`));
  errors.push(...validateLabelField(`${field}.name`, name));
  if (name !== '' && names.has(name)) errors.push(duplicateValue(`${field}.name`, name));
  names.add(name);
  errors.push(...validatePortNumber(`${field}.port`, port));
  if (!protocols.includes(protocol)) {
    errors.push(notSupported(`${field}.protocol`, protocol, protocols));
  }
  if (targetPort !== undefined) errors.push(...validatePort(`${field}.targetPort`, targetPort));
  if (appProtocol === undefined) return errors;
  return [...errors, ...validateQualifiedNameField(`${field}.appProtocol`, appProtocol)];
}

function validateSessionAffinity({ sessionAffinity, sessionAffinityConfig }: Draft): FieldError[] {
  const field = 'spec.sessionAffinity';
  const errors = validateOneOf(field, sessionAffinity, ['ClientIP', 'None']);
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity !== 'ClientIP' || (seconds > 0 && seconds <= affinitySecondsMax))
    return errors;
  const detail = `must be greater than 0 and less than ${affinitySecondsMax}`;
  return [...errors, invalidValue(`${field}Config.clientIP.timeoutSeconds`, seconds, detail)];
}

/** Upstream's `ValidateServiceClusterIPsRelatedFields`. */
export function validateClusterIps(spec: Draft): FieldError[] {
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const errors: FieldError[] = [];
  if (clusterIP !== '' && clusterIPs.length > 0 && clusterIPs[0] !== clusterIP) {
    errors.push(invalidValue('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`'));
  } else if (clusterIP === '' && clusterIPs.length > 0) {
    const detail = 'must be empty when `clusterIP` is not specified';
    errors.push(invalidValue('spec.clusterIPs', clusterIPs, detail));
  }
  for (const [index, family] of ipFamilies.entries()) {
    errors.push(...validateOneOf(`spec.ipFamilies[${index}]`, family, families));
    if (ipFamilies.indexOf(family) < index) {
      errors.push(duplicateValue(`spec.ipFamilies[${index}]`, family));
    }
  }
  errors.push(...validateOneOf('spec.ipFamilyPolicy', ipFamilyPolicy, familyPolicies));
  const addresses = validateAddresses(clusterIPs);
  errors.push(...addresses);
  if (addresses.length > 0 || clusterIPs[0] === 'None') return errors;
  for (const [index, address] of clusterIPs.entries()) {
    const family = ipFamilies[index];
    const isOfFamily = (isIP(withoutLeadingZeros(address)) === 6) === (family === 'IPv6');
    if (family === undefined || isOfFamily) continue;
    const detail = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
    errors.push(invalidValue(`spec.clusterIPs[${index}]`, address, detail));
  }
  return errors;
}

function validateAddresses(clusterIPs: readonly string[]): FieldError[] {
  const errors = clusterIPs.flatMap((address, index) => {
    if (index > 0 || address !== 'None') {
      return validateIp(`spec.clusterIPs[${index}]`, address);
    }
    const detail = "'None' must be the first and only value";
    return clusterIPs.length > 1 ? [invalidValue('spec.clusterIPs', clusterIPs, detail)] : [];
  });
  if (clusterIPs.length <= 2) return errors;
  return [...errors, invalidValue('spec.clusterIPs', clusterIPs, 'may only hold up to 2 values')];
}

function validateExternalIps(addresses: readonly string[]): FieldError[] {
  return addresses.flatMap((address, index) => {
    const field = `spec.externalIPs[${index}]`;
    const errors = validateIp(field, address);
    return errors.length > 0 ? errors : validateEndpointIp(field, address);
  });
}

function validatePortsUnique({ type }: Draft, ports: readonly Draft[]): FieldError[] {
  const errors: FieldError[] = [];
  const numbers = new Set<string>();
  const entries = [...ports.entries()];
  for (const [index, { nodePort }] of entries) {
    if (type !== 'ClusterIP' || !nodePort) continue;
    const detail = "may not be used when `type` is 'ClusterIP'";
    errors.push(forbiddenValue(`spec.ports[${index}].nodePort`, detail));
  }
  for (const [index, { port, protocol }] of entries) {
    const key = `${protocol}/${port}`;
    if (numbers.has(key)) {
      // As upstream prints what it keeps inside.
      const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: port };
      errors.push(duplicateValue(`spec.ports[${index}]`, { ...shown, TargetPort: 0, NodePort: 0 }));
    }
    numbers.add(key);
  }
  return errors;
}

function validateLoadBalancer(spec: Draft): FieldError[] {
  const isLoadBalancer = spec['type'] === 'LoadBalancer';
  const { loadBalancerSourceRanges: ranges = [], loadBalancerClass } = spec;
  const field = 'spec.LoadBalancerSourceRanges';
  const errors: FieldError[] = [];
  if (ranges.length > 0 && !isLoadBalancer) errors.push(forbiddenValue(field, onlyLoadBalancer));
  for (const [index, range] of ranges.entries()) {
    errors.push(...validateCidr(`${field}[${index}]`, range.trim()));
  }
  if (spec['allocateLoadBalancerNodePorts'] !== undefined && !isLoadBalancer) {
    errors.push(forbiddenValue('spec.allocateLoadBalancerNodePorts', onlyLoadBalancer));
  }
  if (loadBalancerClass === undefined) return errors;
  if (isLoadBalancer) {
    return [...errors, ...validateQualifiedNameField('spec.loadBalancerClass', loadBalancerClass)];
  }
  return [...errors, forbiddenValue('spec.loadBalancerClass', onlyLoadBalancer)];
}

function validateTrafficPolicies(spec: Draft): FieldError[] {
  const { type, externalTrafficPolicy: external, healthCheckNodePort } = spec;
  const field = 'spec.externalTrafficPolicy';
  const isExternal =
    ['LoadBalancer', 'NodePort'].includes(type) ||
    (type === 'ClusterIP' && (spec['externalIPs'] ?? []).length > 0);
  const errors: FieldError[] = [];
  if (isExternal) errors.push(...validateOneOf(field, external, ['Cluster', 'Local']));
  else if (external) {
    errors.push(
      invalidValue(field, external, 'may only be set for externally-accessible services'),
    );
  }
  const isChecked = type === 'LoadBalancer' && external === 'Local';
  if (!isChecked && healthCheckNodePort) {
    const detail =
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalidValue('spec.healthCheckNodePort', healthCheckNodePort, detail));
  }
  return [
    ...errors,
    ...validateOneOf('spec.internalTrafficPolicy', spec['internalTrafficPolicy'], [
      'Cluster',
      'Local',
    ]),
    ...validateOneOf('spec.trafficDistribution', spec['trafficDistribution'], distributions),
  ];
}

/** A service keeps its address while it is of a type that has one. */
export function validateServiceUpdate({ spec }: Draft, old: KubeObject): FieldError[] {
  const before = old['spec'] as Draft;
  const errors: FieldError[] = [];
  const hasEnded = spec.type === 'ExternalName' || before['type'] === 'ExternalName';
  if (!hasEnded && before['clusterIP'] && spec.clusterIP !== before['clusterIP']) {
    errors.push(invalidValue('spec.clusterIPs[0]', spec.clusterIPs, 'may not change once set'));
  }
  const isBalanced = spec.type === 'LoadBalancer' && before['type'] === 'LoadBalancer';
  if (isBalanced && spec.loadBalancerClass !== before['loadBalancerClass']) {
    const value = spec.loadBalancerClass ?? null;
    errors.push(invalidValue('spec.loadBalancerClass', value, 'may not change once set'));
  }
  return errors;
}
