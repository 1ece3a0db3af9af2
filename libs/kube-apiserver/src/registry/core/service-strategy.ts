import { isDNS1123Label, type KubeObject } from '@drillyard/kube-objects';
import { internalError } from '../../status-error.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import type { Draft, RequestContext, ResourceStrategy } from '../resource-strategy.js';
import { validatePortName, validatePortNumber } from './port-validation.js';
import {
  nodePortMax,
  nodePortMin,
  ServiceAllocation,
  type ServiceRange,
} from './service-allocation.js';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const sessionAffinities = ['ClientIP', 'None'];
const clientIpTimeoutSeconds = 10_800;

/** Services whose addresses come out of a range. */
export function serviceStrategy(range: ServiceRange): ResourceStrategy {
  const allocationFor = ({ reader }: RequestContext, changed?: { uid?: string | undefined }) =>
    new ServiceAllocation(reader, range, changed);
  return {
    group: '',
    resource: 'services',
    // Upstream's RelaxedServiceNameValidation is on: a digit may come first.
    validateName: isDNS1123Label,
    fieldSelectors: ['spec.clusterIP', 'spec.type'],
    createsOnUpdate: true,
    setDefaults({ spec }) {
      if (spec !== undefined) setServiceDefaults(spec);
    },
    prepareForCreate(draft, context) {
      draft['spec'] ??= {};
      draft['status'] = { loadBalancer: {} };
      allocate(draft['spec'], allocationFor(context));
    },
    prepareForUpdate(draft, old, context) {
      const { spec } = draft;
      keepAllocated(spec, old['spec'] as Draft);
      allocate(spec, allocationFor(context, { uid: old.metadata.uid }));
    },
    // Upstream allocates for what is valid only.
    validate(draft, context) {
      const errors = validateService(draft);
      if (errors.length > 0) return errors;
      return validateAllocation(draft, allocationFor(context, draft['metadata']));
    },
    validateUpdate(draft, old, context) {
      const errors = [...validateClusterIpUnchanged(draft, old), ...validateService(draft)];
      if (errors.length > 0) return errors;
      return validateAllocation(draft, allocationFor(context, { uid: old.metadata.uid }));
    },
  };
}

function setServiceDefaults(spec: Draft): void {
  spec['sessionAffinity'] ||= 'None';
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  if (spec['sessionAffinity'] === 'ClientIP') {
    const { timeoutSeconds = clientIpTimeoutSeconds } =
      spec['sessionAffinityConfig']?.clientIP ?? {};
    spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds } };
  }
  spec['type'] ||= 'ClusterIP';
  for (const port of spec['ports'] ?? []) {
    port.protocol ||= 'TCP';
    port.targetPort ||= port.port;
  }
  const isExternal = ['NodePort', 'LoadBalancer'].includes(spec['type']);
  if (isExternal) spec['externalTrafficPolicy'] ||= 'Cluster';
  if (spec['type'] !== 'ExternalName') spec['internalTrafficPolicy'] ??= 'Cluster';
  if (spec['type'] === 'LoadBalancer') spec['allocateLoadBalancerNodePorts'] ??= true;
}

/** Gives the service the address and the node ports its type has and it does not name. */
function allocate(spec: Draft, allocation: ServiceAllocation): void {
  if (spec['type'] === 'ExternalName') {
    for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
      delete spec[field];
    }
    return;
  }
  spec['clusterIP'] ||= spec['clusterIPs']?.[0] ?? takeAddress(allocation);
  spec['clusterIPs'] = [spec['clusterIP'], ...(spec['clusterIPs'] ?? []).slice(1)];
  // Nobody but its own endpoints says which families a headless service without selector has.
  const isDual = spec['clusterIP'] === 'None' && spec['selector'] === undefined;
  spec['ipFamilies'] ??= isDual ? ['IPv4', 'IPv6'] : ['IPv4'];
  spec['ipFamilyPolicy'] ??= isDual ? 'RequireDualStack' : 'SingleStack';
  const { type, allocateLoadBalancerNodePorts } = spec;
  const hasNodePorts =
    type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts);
  for (const port of spec['ports'] ?? []) {
    if (hasNodePorts) port.nodePort ||= allocation.takeNodePort();
    else if (type === 'ClusterIP') delete port.nodePort;
  }
}

function takeAddress(allocation: ServiceAllocation): string {
  const address = allocation.takeAddress();
  if (address !== undefined) return address;
  throw internalError('failed to allocate a serviceIP: range is full');
}

/** What a client leaves out of an update stays as it was given. */
function keepAllocated(spec: Draft, old: Draft): void {
  if (spec['type'] === 'ExternalName' || old['type'] === 'ExternalName') return;
  for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    if (spec[field] === undefined && old[field] !== undefined) {
      spec[field] = structuredClone(old[field]);
    }
  }
  const before = new Map<number, number>(
    (old['ports'] ?? []).map(({ port, nodePort }: Draft) => [port, nodePort]),
  );
  if (spec['type'] === 'ClusterIP') return;
  for (const port of spec['ports'] ?? []) port.nodePort ||= before.get(port.port);
}

function validateService({ spec = {} }: Draft): FieldError[] {
  const errors: FieldError[] = [];
  const ports: Draft[] = spec.ports ?? [];
  const isHeadless = spec.clusterIP === 'None';
  if (ports.length === 0 && !isHeadless && spec.type !== 'ExternalName') {
    errors.push(required('spec.ports'));
  }
  if (!sessionAffinities.includes(spec.sessionAffinity)) {
    errors.push(notSupported('spec.sessionAffinity', spec.sessionAffinity, sessionAffinities));
  }
  if (spec.type === 'ExternalName' && !spec.externalName) {
    errors.push(required('spec.externalName'));
  }
  errors.push(...validatePorts(ports));
  if (!types.includes(spec.type)) errors.push(notSupported('spec.type', spec.type, types));
  return errors;
}

function validatePorts(ports: readonly Draft[]): FieldError[] {
  const names = new Set<string>();
  const used = new Set<string>();
  return ports.flatMap(({ name = '', port = 0, protocol = '', targetPort }, index) => {
    const path = `spec.ports[${index}]`;
    const errors: FieldError[] = [];
    if (name === '' && ports.length > 1) errors.push(required(`${path}.name`));
    else if (name !== '') {
      if (names.has(name)) errors.push(duplicateValue(`${path}.name`, name));
      names.add(name);
    }
    errors.push(...validatePortNumber(`${path}.port`, port));
    const protocols = ['SCTP', 'TCP', 'UDP'];
    if (!protocols.includes(protocol)) {
      errors.push(notSupported(`${path}.protocol`, protocol, protocols));
    }
    if (typeof targetPort === 'number') {
      errors.push(...validatePortNumber(`${path}.targetPort`, targetPort));
    } else if (targetPort !== undefined) {
      errors.push(...invalidValues(`${path}.targetPort`, targetPort, validatePortName(targetPort)));
    }
    const key = `${protocol}/${port}`;
    if (used.has(key)) errors.push(duplicateValue(path, { port, protocol }));
    used.add(key);
    return errors;
  });
}

function validateAllocation({ spec = {} }: Draft, allocation: ServiceAllocation): FieldError[] {
  const errors: FieldError[] = [];
  const { clusterIP, clusterIPs } = spec;
  if (clusterIP !== undefined && clusterIP !== 'None') {
    if (!allocation.isInRange(clusterIP)) {
      const detail = `failed to allocate IP ${clusterIP}: the provided network does not match the current range`;
      errors.push(invalidValue('spec.clusterIPs', clusterIPs, detail));
    } else if (allocation.hasAddress(clusterIP)) {
      const detail = `failed to allocate IP ${clusterIP}: provided IP is already allocated`;
      errors.push(invalidValue('spec.clusterIPs', clusterIPs, detail));
    }
  }
  for (const [index, { nodePort }] of (spec.ports ?? []).entries()) {
    const path = `spec.ports[${index}].nodePort`;
    if (!nodePort) continue;
    if (nodePort < nodePortMin || nodePort > nodePortMax) {
      const detail = `provided port is not in the valid range. The range of valid ports is ${nodePortMin}-${nodePortMax}`;
      errors.push(invalidValue(path, nodePort, detail));
    } else if (allocation.hasNodePort(nodePort)) {
      errors.push(invalidValue(path, nodePort, 'provided port is already allocated'));
    }
  }
  return errors;
}

/** A service keeps its address while it is of a type that has one. */
function validateClusterIpUnchanged({ spec }: Draft, old: KubeObject): FieldError[] {
  const before = old['spec'] as Draft;
  const ended = spec.type === 'ExternalName' || before['type'] === 'ExternalName';
  if (ended || !before['clusterIP'] || spec.clusterIP === before['clusterIP']) return [];
  return [invalidValue('spec.clusterIPs[0]', spec.clusterIPs, 'may not change once set')];
}
