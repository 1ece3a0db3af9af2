import { parseQuantity, type Quantity, roundedUp } from '@drillyard/kube-schema';
import { type Container, type Pod, podContainers, type ResourceFieldSelector } from '../api/pod.js';

/** What a node has to give: limits that are not set (`defaultPodLimitsForDownwardAPI`). */
export type Allocatable = Readonly<Record<string, string>>;

/** The value of a `resourceFieldRef`, rounded up to whole divisors (`ExtractContainerResourceValue`). */
export function resourceField(
  pod: Pod,
  own: Container,
  { containerName, resource, divisor = '0' }: ResourceFieldSelector,
  allocatable: Allocatable,
): string {
  const container =
    containerName === undefined || containerName === '' ? own : find(pod, containerName);
  const [kind = '', ...rest] = resource.split('.');
  const name = rest.join('.');
  const known =
    ['cpu', 'memory', 'ephemeral-storage'].includes(name) || name.startsWith('hugepages-');
  if (!known || (kind !== 'limits' && kind !== 'requests')) {
    throw new Error(`Unsupported container resource : ${resource}`);
  }
  const { limits, requests } = container.resources ?? {};
  const amount = kind === 'requests' ? requests?.[name] : (limits?.[name] ?? allocatable[name]);
  const unit = parseQuantity(String(divisor));
  return String(dividedUp(parseQuantity(String(amount ?? '0')), unit, name));
}

function find(pod: Pod, name: string): Container {
  const container = podContainers(pod).find((candidate) => candidate.name === name);
  if (container === undefined) throw new Error(`container ${name} not found`);
  return container;
}

/** CPU counts in thousandths, everything else in units. */
function dividedUp(amount: Quantity, divisor: Quantity, name: string): bigint {
  const scale = name === 'cpu' ? -3 : 0;
  const unit = divisor.unscaled === 0n ? parseQuantity('1') : divisor;
  const by = roundedUp(unit, scale);
  const of = roundedUp(amount, scale);
  return (of + by - 1n) / by;
}
