import type { Pod, TopologySpreadConstraint } from '../api/core.js';
import { selects } from '../selector.js';
import { type FilterPlugin, resolvable, type Snapshot, unresolvable } from './filter.js';
import { matchesNode } from './node-affinity.js';
import type { NodeInfo } from './node-info.js';
import { untolerated } from './taints.js';

const notMatched = "node(s) didn't match pod topology spread constraints";

/** Pods of a kind are to be spread over zones, nodes or the like (plugins/podtopologyspread). */
export const podTopologySpread: FilterPlugin = {
  name: 'PodTopologySpread',
  prepare(pod, snapshot) {
    const hard = (pod.spec.topologySpreadConstraints ?? []).filter(
      ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
    );
    if (hard.length === 0) return undefined;
    const counts = hard.map((constraint) => countByDomain(constraint, hard, pod, snapshot));
    return ({ node }) => {
      for (const [index, constraint] of hard.entries()) {
        const domain = node.metadata.labels?.[constraint.topologyKey];
        if (domain === undefined) return unresolvable(`${notMatched} (missing required label)`);
        const byDomain = counts[index] ?? new Map<string, number>();
        const self = selects(constraint.labelSelector, pod.metadata.labels) ? 1 : 0;
        const skew = (byDomain.get(domain) ?? 0) + self - minimum(byDomain, constraint);
        if (skew > constraint.maxSkew) return resolvable(notMatched);
      }
      return undefined;
    };
  },
};

/** Only nodes that have every key and that the pod could go to make a domain. */
function countByDomain(
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
  pod: Pod,
  { nodes }: Snapshot,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const info of nodes) {
    const { labels = {} } = info.node.metadata;
    if (!all.every(({ topologyKey }) => labels[topologyKey] !== undefined)) continue;
    if (!isEligible(constraint, pod, info)) continue;
    const domain = labels[constraint.topologyKey] ?? '';
    const matching = info.pods.filter((other) => isCounted(constraint, pod, other)).length;
    counts.set(domain, (counts.get(domain) ?? 0) + matching);
  }
  return counts;
}

function isCounted({ labelSelector }: TopologySpreadConstraint, pod: Pod, other: Pod): boolean {
  return (
    other.metadata.deletionTimestamp === undefined &&
    other.metadata.namespace === pod.metadata.namespace &&
    selects(labelSelector, other.metadata.labels)
  );
}

function isEligible(
  { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint,
  { spec }: Pod,
  { node }: NodeInfo,
): boolean {
  if (nodeAffinityPolicy === 'Honor' && !matchesNode(spec, node)) return false;
  if (nodeTaintsPolicy !== 'Honor') return true;
  return untolerated(node.spec?.taints, spec.tolerations) === undefined;
}

/** While there are fewer domains than asked for, an empty one is thought of. */
function minimum(
  counts: ReadonlyMap<string, number>,
  { minDomains = 1 }: TopologySpreadConstraint,
): number {
  return counts.size < minDomains ? 0 : Math.min(...counts.values());
}
