import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import { parseQuantity, type Quantity } from '@drillyard/kube-schema';
import type { Draft } from '../registry/resource-strategy.js';
import { podResources } from './pod-resources.js';
import { one, parseResourceList, type ResourceList, zero } from './resource-list.js';

/** Core resources quotas count by their plain name as well (`LegacyObjectCountEvaluators`). */
const plainNames = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
];
const storageClassSuffix = '.storageclass.storage.k8s.io/';

/** How much of what one object takes (upstream `pkg/quota/v1/evaluator/core`). */
export function quotaUsage(
  { group, resource }: GroupResource,
  object: KubeObject,
  now: Date,
): ResourceList {
  const count = `count/${group === '' ? resource : `${resource}.${group}`}`;
  const usage = new Map<string, Quantity>([[count, one]]);
  if (group !== '') return usage;
  if (resource === 'pods') return podUsage(usage, object, now);
  if (plainNames.includes(resource)) usage.set(resource, one);
  if (resource === 'services') addServiceUsage(usage, object['spec'] as Draft | undefined);
  if (resource === 'persistentvolumeclaims') addClaimUsage(usage, object);
  return usage;
}

/** Names that objects of a resource can use up, of those a quota limits. */
export function quotaNamesOf({ group, resource }: GroupResource, hard: Iterable<string>): string[] {
  const count = `count/${group === '' ? resource : `${resource}.${group}`}`;
  const matches = (name: string): boolean => {
    if (name === count) return true;
    if (group !== '') return false;
    if (resource === 'pods') return isPodResource(name);
    if (resource === 'services') {
      return ['services', 'services.nodeports', 'services.loadbalancers'].includes(name);
    }
    if (resource === 'persistentvolumeclaims') {
      return name === resource || name === 'requests.storage' || name.includes(storageClassSuffix);
    }
    return plainNames.includes(resource) && name === resource;
  };
  return [...hard].filter(matches).sort();
}

const podNames = [
  'pods',
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [
    name,
    `requests.${name}`,
    `limits.${name}`,
  ]),
];

function isPodResource(name: string): boolean {
  if (podNames.includes(name)) return true;
  if (name.startsWith('hugepages-') || name.startsWith('requests.hugepages-')) return true;
  return name.startsWith('requests.') && name.includes('/') && !name.includes('kubernetes.io/');
}

/** Compute resources as quotas name them. */
export function computeUsage(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage = new Map<string, Quantity>([['pods', one]]);
  for (const [name, quantity] of requests) {
    if (!name.includes('/')) usage.set(name, quantity);
    usage.set(`requests.${name}`, quantity);
  }
  for (const [name, quantity] of limits) usage.set(`limits.${name}`, quantity);
  return usage;
}

function podUsage(counted: ResourceList, pod: KubeObject, now: Date): ResourceList {
  if (!takesResources(pod, now)) return counted;
  const spec = (pod['spec'] ?? {}) as Draft;
  const usage = computeUsage(podResources(spec, 'requests'), podResources(spec, 'limits'));
  return new Map([...counted, ...usage]);
}

/** A pod that has ended, or should have, counts as an object only. */
function takesResources({ metadata, status }: KubeObject, now: Date): boolean {
  const { phase } = (status ?? {}) as Draft;
  if (phase === 'Failed' || phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds: seconds } = metadata;
  if (deletionTimestamp === undefined || seconds === undefined) return true;
  return now.getTime() <= Date.parse(deletionTimestamp) + seconds * 1_000;
}

function addServiceUsage(usage: Map<string, Quantity>, spec: Draft = {}): void {
  const ports: Draft[] = spec['ports'] ?? [];
  const isLoadBalancer = spec['type'] === 'LoadBalancer';
  const allocates = !isLoadBalancer || spec['allocateLoadBalancerNodePorts'] !== false;
  const exposes = isLoadBalancer || spec['type'] === 'NodePort';
  const nodePorts = allocates ? ports.length : ports.filter(({ nodePort }) => nodePort).length;
  usage.set('services.loadbalancers', isLoadBalancer ? one : zero);
  usage.set('services.nodeports', parseQuantity(String(exposes ? nodePorts : 0)));
}

function addClaimUsage(usage: Map<string, Quantity>, { metadata, spec }: KubeObject): void {
  const { resources, storageClassName } = (spec ?? {}) as Draft;
  const storage = parseResourceList(resources?.requests).get('storage');
  const annotation = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'];
  const storageClass = annotation ?? storageClassName;
  if (storageClass) usage.set(`${storageClass}${storageClassSuffix}persistentvolumeclaims`, one);
  if (storage === undefined) return;
  usage.set('requests.storage', storage);
  if (storageClass) usage.set(`${storageClass}${storageClassSuffix}requests.storage`, storage);
}
