import type { Draft } from '../registry/resource-strategy.js';
import { addLists, maxLists, parseResourceList, type ResourceList } from './resource-list.js';

/** What a pod as a whole asks for or is limited to (component-helpers `resource.PodRequests`). */
export function podResources(spec: Draft, list: 'requests' | 'limits'): ResourceList {
  const { containers = [], initContainers = [], resources, overhead } = spec;
  const amountOf = (container: Draft) => parseResourceList(container['resources']?.[list]);
  let sum: ResourceList = new Map();
  for (const container of containers) sum = addLists(sum, amountOf(container));
  let sidecars: ResourceList = new Map();
  let startup: ResourceList = new Map();
  for (const container of initContainers) {
    const own = amountOf(container);
    if (container.restartPolicy === 'Always') {
      sum = addLists(sum, own);
      sidecars = addLists(sidecars, own);
      startup = maxLists(startup, sidecars);
    } else startup = maxLists(startup, addLists(own, sidecars));
  }
  // Amounts given for the pod itself replace those of its containers.
  const total = new Map([...maxLists(sum, startup), ...parseResourceList(resources?.[list])]);
  if (overhead === undefined) return total;
  const extra = parseResourceList(overhead);
  // What is not limited is not made limited by its overhead.
  const counted = [...extra].filter(([name]) => list === 'requests' || total.has(name));
  return addLists(total, new Map(counted));
}
