import type { Pod } from '../api/core.js';
import type { Rejection, Snapshot } from './filter.js';
import { aboutNode } from './filter.js';
import { filterPlugins } from './filters.js';
import { namedNodes } from './node-affinity.js';
import type { NodeInfo } from './node-info.js';

export const noNodesMessage = 'no nodes available to schedule pods';

/** What filtering found: the nodes that fit, and why each other one does not. */
export interface Fit {
  readonly feasible: readonly NodeInfo[];
  readonly rejections: readonly Rejection[];
}

/** The first plugin that rejects a node has the word. */
export function findFit(pod: Pod, snapshot: Snapshot): Fit {
  const named = namedNodes(pod.spec);
  const filters = filterPlugins.flatMap((plugin) => plugin.prepare(pod, snapshot) ?? []);
  const feasible: NodeInfo[] = [];
  const rejections: Rejection[] = [];
  for (const info of snapshot.nodes) {
    if (named !== undefined && !named.has(info.node.metadata.name ?? '')) {
      rejections.push(aboutNode("node(s) didn't satisfy plugin(s) [NodeAffinity]"));
      continue;
    }
    let rejection: Rejection | undefined;
    for (const filter of filters) {
      rejection = filter(info);
      if (rejection !== undefined) break;
    }
    if (rejection === undefined) feasible.push(info);
    else rejections.push(rejection);
  }
  return { feasible, rejections };
}

/** The sentence about a pod that no node is asked for: its claims are not as they should be. */
export function volumeErrorMessage(nodeCount: number, why: string): string {
  return nodeCount === 0 ? noNodesMessage : `0/${nodeCount} nodes are available: ${why}. not found`;
}

/** Whether no other pod has to do with it that the pod fits nowhere. */
export function areAboutNodes(rejections: readonly Rejection[]): boolean {
  return rejections.every(({ isAboutNode }) => isAboutNode === true);
}

/** Upstream's sentence about a pod that fits nowhere (framework `FitError`). */
export function fitErrorMessage(rejections: readonly Rejection[]): string {
  if (rejections.length === 0) return noNodesMessage;
  const available = `0/${rejections.length} nodes are available`;
  const reasons = histogram(rejections.flatMap((rejection) => rejection.reasons));
  const preemption = histogram(
    rejections.map(({ resolvable }) =>
      resolvable
        ? 'No preemption victims found for incoming pod'
        : 'Preemption is not helpful for scheduling',
    ),
  );
  return `${available}: ${reasons}. no new claims to deallocate, preemption: ${available}: ${preemption}.`;
}

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(', ');
}
