import { isDeepStrictEqual } from 'node:util';
import { isDNS1123Label } from '@drillyard/kube-objects';
import { internalError } from '../../status-error.js';
import { type FieldError, invalidValue } from '../field-error.js';
import type { Draft, RequestContext, ResourceStrategy } from '../resource-strategy.js';
import {
  nodePortMax,
  nodePortMin,
  ServiceAllocation,
  type ServiceRange,
} from './service-allocation.js';
import {
  validateClusterIps,
  validateService,
  validateServiceUpdate,
} from './service-validation.js';

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
      dropTypeDependent(spec, old['spec'] as Draft);
      allocate(spec, allocationFor(context, { uid: old.metadata.uid }));
    },
    // Upstream allocates for what is valid only.
    validate(draft, context) {
      const errors = validateService(draft);
      if (errors.length > 0) return errors;
      return validateAllocation(draft, allocationFor(context, draft['metadata']), context);
    },
    validateUpdate(draft, old, context) {
      const errors = [...validateServiceUpdate(draft, old), ...validateService(draft)];
      if (errors.length > 0) return errors;
      return validateAllocation(draft, allocationFor(context, { uid: old.metadata.uid }), context);
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
  const { clusterIP } = spec;
  if (clusterIP && spec['clusterIPs'] === undefined) spec['clusterIPs'] = [clusterIP];
  if (spec['type'] === 'ExternalName') return;
  if (validateClusterIps(spec).length + validateFamilies(spec).length > 0) return;
  spec['clusterIP'] ||= takeAddress(allocation);
  spec['clusterIPs'] ??= [spec['clusterIP']];
  const isDual = isDualHeadless(spec);
  spec['ipFamilies'] ??= isDual ? ['IPv4', 'IPv6'] : ['IPv4'];
  spec['ipFamilyPolicy'] ??= isDual ? 'RequireDualStack' : 'SingleStack';
  const { type, allocateLoadBalancerNodePorts } = spec;
  const hasNodePorts =
    type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts);
  for (const port of spec['ports'] ?? []) {
    if (hasNodePorts) port.nodePort ||= allocation.takeNodePort();
  }
  if (isHealthChecked(spec)) {
    spec['healthCheckNodePort'] ||= allocation.takeNodePort();
  }
}

function takeAddress(allocation: ServiceAllocation): string {
  const address = allocation.takeAddress();
  if (address !== undefined) return address;
  throw internalError('failed to allocate a serviceIP: range is full');
}

/** What a client leaves out of an update stays as it was given (`patchAllocatedValues`). */
function keepAllocated(spec: Draft, old: Draft): void {
  if (spec['type'] === 'ExternalName' || old['type'] === 'ExternalName') return;
  const isSame = isDeepStrictEqual(spec['clusterIPs'], old['clusterIPs']);
  const isChanged = spec['clusterIP'] && spec['clusterIP'] !== old['clusterIP'];
  if (isChanged && (spec['clusterIPs'] === undefined || isSame)) {
    spec['clusterIPs'] = [spec['clusterIP']];
  }
  spec['clusterIP'] ||= old['clusterIP'];
  if ((spec['clusterIPs'] ?? []).length === 0) spec['clusterIPs'] = old['clusterIPs'];
  for (const field of ['ipFamilies', 'ipFamilyPolicy']) spec[field] ??= structuredClone(old[field]);
  if (spec['type'] === 'ClusterIP') return;
  const before = new Map<string, number>(
    (old['ports'] ?? []).map(({ name = '', nodePort }: Draft) => [name, nodePort]),
  );
  const used = new Set((spec['ports'] ?? []).map(({ nodePort }: Draft) => nodePort));
  for (const port of spec['ports'] ?? []) {
    const kept = before.get(port.name ?? '');
    if (!port.nodePort && kept && !used.has(kept)) port.nodePort = kept;
  }
  if (isHealthChecked(spec)) spec['healthCheckNodePort'] ||= old['healthCheckNodePort'];
}

/**
 * What belongs to the type a service had goes with it, unless the client changed that too, which
 * is then a mistake (`dropTypeDependentFields`).
 */
function dropTypeDependent(spec: Draft, old: Draft): void {
  const { type } = spec;
  const dropUnchanged = (fields: readonly string[]) => {
    for (const field of fields) if (isDeepStrictEqual(spec[field], old[field])) delete spec[field];
  };
  if (type === 'ExternalName' && old['type'] !== 'ExternalName') {
    dropUnchanged(['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']);
  }
  const nodePortsOf = ({ ports = [] }: Draft) => ports.map(({ nodePort }: Draft) => nodePort);
  const hasNodePorts = ['NodePort', 'LoadBalancer'];
  if (hasNodePorts.includes(old['type']) && !hasNodePorts.includes(type)) {
    if (isDeepStrictEqual(nodePortsOf(spec), nodePortsOf(old))) {
      for (const port of spec['ports'] ?? []) delete port.nodePort;
    }
    if ((spec['externalIPs'] ?? []).length === 0) dropUnchanged(['externalTrafficPolicy']);
  }
  if (isHealthChecked(old) && !isHealthChecked(spec)) dropUnchanged(['healthCheckNodePort']);
  if (old['type'] === 'LoadBalancer' && type !== 'LoadBalancer') {
    dropUnchanged(['allocateLoadBalancerNodePorts', 'loadBalancerClass']);
  }
}

/** Nodes tell its load balancer which of them have a pod of it. */
function isHealthChecked({ type, externalTrafficPolicy }: Draft): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** What one of several services may have, and what this cluster can give. */
function validateAllocation(
  { spec = {} }: Draft,
  allocation: ServiceAllocation,
  { dryRun }: RequestContext,
): FieldError[] {
  const errors = [...validateFamilies(spec), ...validateAddress(spec, allocation, dryRun)];
  const nodePorts = new Set<number>();
  for (const [index, { nodePort }] of (spec.ports ?? []).entries()) {
    const path = `spec.ports[${index}].nodePort`;
    if (!nodePort) continue;
    const isOutside = nodePort < nodePortMin || nodePort > nodePortMax;
    // Upstream asks its allocator only where it is to keep the answer.
    if (isOutside && !dryRun) {
      const detail = `provided port is not in the valid range. The range of valid ports is ${nodePortMin}-${nodePortMax}`;
      errors.push(invalidValue(path, nodePort, detail));
    } else if (nodePorts.has(nodePort) || (allocation.hasNodePort(nodePort) && !dryRun)) {
      errors.push(invalidValue(path, nodePort, 'provided port is already allocated'));
    }
    nodePorts.add(nodePort);
  }
  return errors;
}

/** Services here have addresses of IPv4 only (`initIPFamilyFields`). */
function validateFamilies(spec: Draft): FieldError[] {
  if (isDualHeadless(spec)) return [];
  const errors: FieldError[] = [];
  if (spec['ipFamilyPolicy'] === 'RequireDualStack') {
    const detail = 'this cluster is not configured for dual-stack services';
    errors.push(invalidValue('spec.ipFamilyPolicy', 'RequireDualStack', detail));
  }
  for (const [index, family] of (spec['ipFamilies'] ?? []).entries()) {
    if (family === 'IPv4') continue;
    errors.push(
      invalidValue(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'),
    );
  }
  return errors;
}

function validateAddress(
  { clusterIP, clusterIPs }: Draft,
  allocation: ServiceAllocation,
  dryRun: boolean,
): FieldError[] {
  if (clusterIP === undefined || clusterIP === 'None') return [];
  const failed = `failed to allocate IP ${clusterIP}:`;
  if (!allocation.isInRange(clusterIP)) {
    const detail = `${failed} the provided IP (${clusterIP}) is not in the valid range. The range of valid IPs is ${allocation.rangeText}`;
    return [invalidValue('spec.clusterIPs', clusterIPs, detail)];
  }
  if (dryRun || !allocation.hasAddress(clusterIP)) return [];
  return [
    invalidValue('spec.clusterIPs', clusterIPs, `${failed} provided IP is already allocated`),
  ];
}

/** Nobody but its own endpoints says which families a headless service without selector has. */
function isDualHeadless({ clusterIP, selector }: Draft): boolean {
  return clusterIP === 'None' && selector === undefined;
}
