import type { Node, Pod, PodSpec, Toleration } from '../api/core.js';
import type { DaemonSet } from '../api/daemon-sets.js';
import { matchesNode } from '../scheduler/node-affinity.js';
import { untolerated } from '../scheduler/taints.js';

export const revisionLabel = 'controller-revision-hash';
export const templateGeneration = 'pod-template-generation';
export const generationAnnotation = 'deprecated.daemonset.template.generation';

/** A daemon stays with its node through these. */
const tolerated: readonly (readonly [taint: string, effect: string])[] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
];

/** With the tolerations every daemon has (`AddOrUpdateDaemonPodTolerations`). */
export function daemonSpec(spec: PodSpec): PodSpec {
  const own = spec.hostNetwork === true ? [['network-unavailable', 'NoSchedule'] as const] : [];
  const tolerations: Toleration[] = [...(spec.tolerations ?? [])];
  for (const [taint, effect] of [...tolerated, ...own]) {
    const key = `node.kubernetes.io/${taint}`;
    const toleration = { key, operator: 'Exists', effect };
    const at = tolerations.findIndex((each) => each.key === key && each.effect === effect);
    if (at < 0) tolerations.push(toleration);
    else tolerations[at] = toleration;
  }
  return { ...spec, tolerations };
}

/** Pins a pod to a node; the scheduler binds it there (`ReplaceDaemonSetPodNodeNameNodeAffinity`). */
export function pinned(pod: Pod, node: string): Pod {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const { affinity = {} } = pod.spec;
  const nodeAffinity = {
    ...affinity.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
  };
  return { ...pod, spec: { ...pod.spec, affinity: { ...affinity, nodeAffinity } } };
}

/** The node a daemon runs on, or is made for. */
export function nodeOf({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    const [field] = matchFields;
    if (field?.key === 'metadata.name' && field.values?.length === 1) return field.values[0] ?? '';
  }
  return '';
}

export interface Placement {
  /** A pod is to be made here. */
  readonly shouldRun: boolean;
  /** One that is here may stay. */
  readonly mayStay: boolean;
}

/** Whether a daemon belongs on a node (`NodeShouldRunDaemonPod`). */
export function placementOn(node: Node, { spec }: DaemonSet): Placement {
  const pod = daemonSpec(spec.template.spec);
  const wrongName = pod.nodeName !== undefined && pod.nodeName !== node.metadata.name;
  if (wrongName || !matchesNode(pod, node)) return { shouldRun: false, mayStay: false };
  const { taints } = node.spec ?? {};
  if (untolerated(taints, pod.tolerations) === undefined) return { shouldRun: true, mayStay: true };
  const mayStay = untolerated(taints, pod.tolerations, ['NoExecute']) === undefined;
  return { shouldRun: false, mayStay };
}
