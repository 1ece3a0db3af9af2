import type { KubeObject } from '@drillyard/kube-objects';
import { appsResource, type IntOrString } from './apps.js';
import type { Condition, PodTemplateSpec, Selector } from './core.js';

export interface DaemonSetStatus {
  readonly currentNumberScheduled: number;
  readonly numberMisscheduled: number;
  readonly desiredNumberScheduled: number;
  readonly numberReady: number;
  readonly observedGeneration?: number;
  readonly updatedNumberScheduled?: number;
  readonly numberAvailable?: number;
  readonly numberUnavailable?: number;
  readonly collisionCount?: number;
  readonly conditions?: readonly Condition[];
}
export interface DaemonSet extends KubeObject {
  readonly spec: {
    readonly selector: Selector;
    readonly template: PodTemplateSpec;
    readonly updateStrategy?: {
      readonly type?: string;
      readonly rollingUpdate?: {
        readonly maxUnavailable?: IntOrString;
        readonly maxSurge?: IntOrString;
      };
    };
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
  };
  readonly status?: DaemonSetStatus;
}
export const daemonSets = appsResource<DaemonSet>('DaemonSet', 'daemonsets');
