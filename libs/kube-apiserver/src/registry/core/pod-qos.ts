import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
} from '@drillyard/kube-schema';
import type { Draft } from '../resource-strategy.js';

const computeResources = ['cpu', 'memory'] as const;
const zero = parseQuantity('0');

/** The quality of service a pod gets by its requests and limits (`helper/qos.ComputePodQOS`). */
export function podQosClass(spec: Draft): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const { containers = [], initContainers = [], resources } = spec;
  const all: Draft[] = resources ? [{ resources }] : [...containers, ...initContainers];
  const requests = sum(all, 'requests');
  const limits = sum(all, 'limits');
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const isLimited = all.every(({ resources: own }) =>
    computeResources.every((name) => isPositive(own?.limits?.[name])),
  );
  const isEqual = [...requests].every(([name, quantity]) => {
    const limit = limits.get(name);
    return limit !== undefined && compareQuantities(limit, quantity) === 0;
  });
  return isLimited && isEqual && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

function sum(containers: readonly Draft[], list: 'requests' | 'limits'): Map<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const { resources } of containers) {
    for (const name of computeResources) {
      const text = resources?.[list]?.[name];
      if (!isPositive(text)) continue;
      total.set(name, addQuantities(total.get(name) ?? zero, parseQuantity(String(text))));
    }
  }
  return total;
}

function isPositive(text: unknown): boolean {
  return typeof text === 'string' && compareQuantities(parseQuantity(text), zero) > 0;
}
