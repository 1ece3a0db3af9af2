import { keyOf } from '@drillyard/cluster';
import type { Node, Pod } from '../api/core.js';
import { isPodTerminal } from '../pod-status.js';
import { type Amounts, amountsOf, podRequests } from './pod-requests.js';

const allocatable = new WeakMap<Node, Amounts>();

/** A node, and the pods that take of it. */
export interface NodeInfo {
  readonly node: Node;
  readonly pods: readonly Pod[];
  readonly requested: Amounts;
}

/** What a node has to give; a node that does not say gives nothing. */
export function allocatableOf(node: Node): Amounts {
  const before = allocatable.get(node);
  if (before !== undefined) return before;
  const amounts = amountsOf(node.status?.allocatable);
  allocatable.set(node, amounts);
  return amounts;
}

interface Load {
  readonly pods: Map<string, Pod>;
  readonly requested: Record<string, number>;
}

/** Which pods are where, those included whose binding the cache does not show yet. */
export class NodeLoads {
  private readonly byNode = new Map<string, Load>();
  private readonly nodeOfPod = new Map<string, string>();

  /** A pod as it is now; one that is on no node, or has ended, takes nothing. */
  put(pod: Pod): void {
    this.remove(pod);
    const { nodeName = '' } = pod.spec;
    if (nodeName === '' || isPodTerminal(pod)) return;
    const load = this.byNode.get(nodeName) ?? { pods: new Map<string, Pod>(), requested: {} };
    this.byNode.set(nodeName, load);
    this.nodeOfPod.set(keyOf(pod), nodeName);
    load.pods.set(keyOf(pod), pod);
    add(load.requested, podRequests(pod), 1);
  }

  remove(pod: Pod): void {
    const key = keyOf(pod);
    const nodeName = this.nodeOfPod.get(key);
    const load = nodeName === undefined ? undefined : this.byNode.get(nodeName);
    const before = load?.pods.get(key);
    if (nodeName === undefined || load === undefined || before === undefined) return;
    this.nodeOfPod.delete(key);
    load.pods.delete(key);
    add(load.requested, podRequests(before), -1);
    if (load.pods.size === 0) this.byNode.delete(nodeName);
  }

  infoOf(node: Node): NodeInfo {
    const load = this.byNode.get(node.metadata.name ?? '');
    return { node, pods: [...(load?.pods.values() ?? [])], requested: load?.requested ?? {} };
  }
}

function add(total: Record<string, number>, amounts: Amounts, sign: 1 | -1): void {
  for (const [name, amount] of Object.entries(amounts)) {
    total[name] = (total[name] ?? 0) + sign * amount;
  }
}
