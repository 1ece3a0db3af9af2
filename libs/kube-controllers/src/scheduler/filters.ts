import { aboutNode, type FilterPlugin, resolvable } from './filter.js';
import { collide, hostPorts } from './host-ports.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { matchesNode } from './node-affinity.js';
import { allocatableOf } from './node-info.js';
import { podRequests } from './pod-requests.js';
import { tolerates, untolerated } from './taints.js';
import { podTopologySpread } from './topology-spread.js';

const unschedulableTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

const nodeUnschedulable: FilterPlugin = {
  name: 'NodeUnschedulable',
  prepare({ spec }) {
    const tolerated = (spec.tolerations ?? []).some((each) => tolerates(each, unschedulableTaint));
    if (tolerated) return undefined;
    return ({ node }) =>
      node.spec?.unschedulable === true ? aboutNode('node(s) were unschedulable') : undefined;
  },
};

const nodeName: FilterPlugin = {
  name: 'NodeName',
  prepare({ spec }) {
    if (!spec.nodeName) return undefined;
    return ({ node }) =>
      node.metadata.name === spec.nodeName
        ? undefined
        : aboutNode("node(s) didn't match the requested node name");
  },
};

const taintToleration: FilterPlugin = {
  name: 'TaintToleration',
  prepare:
    ({ spec }) =>
    (info) =>
      untolerated(info.node.spec?.taints, spec.tolerations) === undefined
        ? undefined
        : aboutNode('node(s) had untolerated taint(s)'),
};

const nodeAffinity: FilterPlugin = {
  name: 'NodeAffinity',
  prepare:
    ({ spec }) =>
    (info) =>
      matchesNode(spec, info.node)
        ? undefined
        : aboutNode("node(s) didn't match Pod's node affinity/selector"),
};

const nodePorts: FilterPlugin = {
  name: 'NodePorts',
  prepare(pod) {
    const wanted = hostPorts(pod);
    if (wanted.length === 0) return undefined;
    return ({ pods }) => {
      const taken = pods.flatMap(hostPorts);
      return taken.some((port) => wanted.some((each) => collide(each, port)))
        ? resolvable("node(s) didn't have free ports for the requested pod ports")
        : undefined;
    };
  },
};

const nodeResourcesFit: FilterPlugin = {
  name: 'NodeResourcesFit',
  prepare(pod) {
    const wanted = Object.entries(podRequests(pod)).filter(([, amount]) => amount > 0);
    return ({ node, pods, requested }) => {
      const capacity = allocatableOf(node);
      const reasons = pods.length + 1 > (capacity['pods'] ?? 0) ? ['Too many pods'] : [];
      let isResolvable = true;
      for (const [name, amount] of wanted) {
        const total = capacity[name] ?? 0;
        if (amount <= total - (requested[name] ?? 0)) continue;
        reasons.push(`Insufficient ${name}`);
        if (amount > total) isResolvable = false;
      }
      if (reasons.length === 0) return undefined;
      return { reasons, resolvable: isResolvable };
    };
  },
};

/** In upstream's order: the first that rejects a node is the one that is told of. */
export const filterPlugins: readonly FilterPlugin[] = [
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  podTopologySpread,
  interPodAffinity,
];
