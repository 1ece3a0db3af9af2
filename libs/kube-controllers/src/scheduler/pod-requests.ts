import { parseQuantity, roundedUp } from '@drillyard/kube-schema';
import type { Container, Pod, ResourceList } from '../api/core.js';

/** Amounts by resource: cpu in thousandths, everything else in whole units. */
export type Amounts = Readonly<Record<string, number>>;

/** Pods are frozen: what one asks for is computed once. */
const known = new WeakMap<Pod, Amounts>();

/** What a pod takes of a node (component-helpers `PodRequests`). */
export function podRequests(pod: Pod): Amounts {
  const before = known.get(pod);
  if (before !== undefined) return before;
  const amounts = compute(pod);
  known.set(pod, amounts);
  return amounts;
}

/** Init containers run one by one beside the sidecars before them; all others at once. */
function compute({ spec }: Pod): Amounts {
  let sidecars: Amounts = {};
  let init: Amounts = {};
  for (const container of spec.initContainers ?? []) {
    const own = requestsOf(container);
    if (container.restartPolicy === 'Always') sidecars = sum(sidecars, own);
    else init = max(init, sum(sidecars, own));
  }
  init = max(init, sidecars);
  const regular = spec.containers.map(requestsOf).reduce(sum, sidecars);
  const resources = spec['resources'] as { requests?: ResourceList } | undefined;
  const containers = max(regular, init);
  const asked = { ...containers, ...amountsOf(resources?.requests) };
  return sum(asked, amountsOf(spec.overhead));
}

function requestsOf({ resources }: Container): Amounts {
  return amountsOf(resources?.requests);
}

export function amountsOf(list: ResourceList = {}): Amounts {
  return Object.fromEntries(
    Object.entries(list).map(([name, text]) => {
      const scale = name === 'cpu' ? -3 : 0;
      return [name, Number(roundedUp(parseQuantity(String(text)), scale))];
    }),
  );
}

export function sum(a: Amounts, b: Amounts): Amounts {
  const total: Record<string, number> = { ...a };
  for (const [name, amount] of Object.entries(b)) total[name] = (total[name] ?? 0) + amount;
  return total;
}

function max(a: Amounts, b: Amounts): Amounts {
  const larger: Record<string, number> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    larger[name] = Math.max(larger[name] ?? 0, amount);
  }
  return larger;
}
