import type { Labels, Pod } from '../api/core.js';
import type { NodeInfo } from './node-info.js';

/** Why a pod cannot go to a node. */
export interface Rejection {
  /** Upstream's words, each counted by itself. */
  readonly reasons: readonly string[];
  /** Whether removing other pods could help. */
  readonly resolvable: boolean;
  /** Whether it is for what the node is, whatever pods are there. */
  readonly isAboutNode?: boolean;
}

/** All that a pod is judged by, at one moment. */
export interface Snapshot {
  readonly nodes: readonly NodeInfo[];
  readonly namespaceLabels: (namespace: string) => Labels | undefined;
}

/** A filter that has seen the pod and all nodes: judges one node. */
export type NodeFilter = (info: NodeInfo) => Rejection | undefined;

/** A plugin of upstream's scheduling framework; undefined where the pod asks nothing of it. */
export interface FilterPlugin {
  readonly name: string;
  prepare(pod: Pod, snapshot: Snapshot): NodeFilter | undefined;
}

export function resolvable(...reasons: readonly string[]): Rejection {
  return { reasons, resolvable: true };
}

export function aboutNode(...reasons: readonly string[]): Rejection {
  return { reasons, resolvable: false, isAboutNode: true };
}

export function unresolvable(...reasons: readonly string[]): Rejection {
  return { reasons, resolvable: false };
}
