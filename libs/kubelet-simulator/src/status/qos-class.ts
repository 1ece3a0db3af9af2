import { parseQuantity, quantityValue } from '@drillyard/kube-schema';
import type { Pod, ResourceList } from '../api/pod.js';

const computed = ['cpu', 'memory'] as const;

/** How a pod is treated when resources run short (`qos.ComputePodQOS`). */
export function qosClass({ spec }: Pod): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const all = spec.resources ? [spec] : [...spec.containers, ...(spec.initContainers ?? [])];
  const asked = all.map(({ resources = {} }) => resources);
  const isSet = asked.some(
    ({ requests, limits }) => amounts(requests).size + amounts(limits).size > 0,
  );
  if (!isSet) return 'BestEffort';
  const isGuaranteed = asked.every(({ requests, limits }) => {
    const limit = amounts(limits);
    const request = amounts(requests);
    return computed.every((name) => {
      const value = limit.get(name);
      return value !== undefined && (request.get(name) ?? value) === value;
    });
  });
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

/** Those of cpu and memory that are more than nothing. */
function amounts(list: ResourceList = {}): ReadonlyMap<string, number> {
  const entries = computed.flatMap((name): [string, number][] => {
    const amount = list[name] === undefined ? 0 : amountOf(String(list[name]));
    return amount > 0 ? [[name, amount]] : [];
  });
  return new Map(entries);
}

/** In thousandths, which is as fine as a CPU is divided. */
function amountOf(text: string): number {
  const quantity = parseQuantity(text);
  return Number(quantityValue({ ...quantity, scale: quantity.scale + 3 }));
}
