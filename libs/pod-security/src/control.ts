import type { Pod } from './pod.js';

/** One control of the Pod Security Standards, under upstream's check ID. */
export interface Control {
  readonly id: string;
  /** The least strict level that asks for it; restricted asks for all of baseline as well. */
  readonly level: 'baseline' | 'restricted';
  /** How it was asked for over time, the oldest first. */
  readonly versions: readonly ControlVersion[];
}

export interface ControlVersion {
  /** The minor version of the first policy with these rules: 25 for v1.25. */
  readonly since: number;
  /** What the pod does that it must not; undefined where it keeps to the control. */
  readonly check: (pod: Pod) => Forbidden | undefined;
  /** Controls of baseline that say nothing new where this one is asked for. */
  readonly overrides?: readonly string[];
}

export interface Forbidden {
  /** Short and without names, as it is said of many pods: `host namespaces`. */
  readonly reason: string;
  /** What exactly, of one pod: `hostPID=true`. */
  readonly detail: string;
}
