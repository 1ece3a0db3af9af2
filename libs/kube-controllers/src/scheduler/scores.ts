import type { Pod } from '../api/core.js';
import { selects } from '../selector.js';
import { matchesTerm } from './node-affinity.js';
import { allocatableOf, type NodeInfo } from './node-info.js';
import { type Amounts, podRequests, sum } from './pod-requests.js';
import { untolerated } from './taints.js';

/** Of each plugin's score, before its weight. */
const scoreMax = 100;
/** Upstream's weights (`default_plugins.go`). */
const weights = { taints: 3, nodeAffinity: 2, spread: 2, leastAllocated: 1, balanced: 1 };
const scoredResources = ['cpu', 'memory'];
/** What a container that asks for nothing counts as, so that pods spread all the same. */
const defaultRequests: Amounts = { cpu: 100, memory: 200 * 1024 * 1024 };

/**
 * The best of the nodes. Upstream draws among equals; here the first by name wins, so that the same
 * lab looks the same to everybody.
 */
export function bestNode(pod: Pod, infos: readonly NodeInfo[]): NodeInfo | undefined {
  if (infos.length <= 1) return infos[0];
  const affinity = normalized(infos.map(affinityWeight(pod)));
  const crowding = normalized(infos.map(siblingsOn(pod)));
  const scored = infos.map((info, index) => ({
    info,
    score:
      weights.taints * taintScore(pod, info) +
      weights.nodeAffinity * (affinity[index] ?? 0) +
      weights.spread * (scoreMax - (crowding[index] ?? 0)) +
      weights.leastAllocated * leastAllocated(pod, info) +
      weights.balanced * balanced(pod, info),
  }));
  const name = ({ node }: NodeInfo) => node.metadata.name ?? '';
  scored.sort((a, b) => b.score - a.score || (name(a.info) < name(b.info) ? -1 : 1));
  return scored[0]?.info;
}

/** Each value as a part of the highest there is. */
function normalized(values: readonly number[]): readonly number[] {
  const highest = Math.max(...values);
  return values.map((value) => (highest <= 0 ? 0 : (scoreMax * value) / highest));
}

function taintScore({ spec }: Pod, { node }: NodeInfo): number {
  const found = untolerated(node.spec?.taints, spec.tolerations, ['PreferNoSchedule']);
  return found === undefined ? scoreMax : 0;
}

function affinityWeight({ spec }: Pod) {
  const { nodeAffinity } = spec.affinity ?? {};
  const preferred = nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return ({ node }: NodeInfo) =>
    preferred
      .filter(({ preference }) => matchesTerm(preference, node))
      .reduce((total, { weight }) => total + weight, 0);
}

/** Pods with the same labels, as upstream spreads the pods of a service or ReplicaSet by default. */
function siblingsOn({ metadata }: Pod) {
  const { labels = {}, namespace } = metadata;
  const selector = { matchLabels: labels };
  const hasLabels = Object.keys(labels).length > 0;
  return ({ pods }: NodeInfo) =>
    pods.filter(
      (other) =>
        hasLabels &&
        other.metadata.namespace === namespace &&
        selects(selector, other.metadata.labels),
    ).length;
}

function usage(pod: Pod, { node, pods, requested }: NodeInfo): readonly number[] {
  const capacity = allocatableOf(node);
  const silent = [...pods, pod].filter((each) => podRequests(each)['cpu'] === undefined).length;
  const total = sum(requested, podRequests(pod));
  return scoredResources.map((name) => {
    const counted = (total[name] ?? 0) + silent * (defaultRequests[name] ?? 0);
    return Math.min(1, counted / Math.max(1, capacity[name] ?? 0));
  });
}

function leastAllocated(pod: Pod, info: NodeInfo): number {
  const parts = usage(pod, info);
  return (scoreMax * parts.reduce((total, part) => total + 1 - part, 0)) / parts.length;
}

function balanced(pod: Pod, info: NodeInfo): number {
  const [cpu = 0, memory = 0] = usage(pod, info);
  return scoreMax * (1 - Math.abs(cpu - memory) / 2);
}
