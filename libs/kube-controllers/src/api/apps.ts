import type { ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { Condition, PodTemplateSpec, Selector } from './core.js';

export type IntOrString = number | string;

export interface ReplicaSetStatus {
  readonly replicas: number;
  readonly fullyLabeledReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
}
/** A ReplicaSet, and a ReplicationController but for its selector. */
export interface ReplicaSet extends KubeObject {
  readonly spec: {
    readonly replicas: number;
    readonly minReadySeconds?: number;
    readonly selector: Selector;
    readonly template: PodTemplateSpec;
  };
  readonly status?: ReplicaSetStatus;
}

export interface DeploymentCondition extends Condition {
  readonly lastUpdateTime?: string;
}
export interface DeploymentStatus {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly unavailableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly collisionCount?: number;
  readonly conditions?: readonly DeploymentCondition[];
}
export interface Deployment extends KubeObject {
  readonly spec: {
    readonly replicas: number;
    readonly selector: Selector;
    readonly template: PodTemplateSpec;
    readonly strategy: {
      readonly type: string;
      readonly rollingUpdate?: {
        readonly maxSurge?: IntOrString;
        readonly maxUnavailable?: IntOrString;
      };
    };
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
    readonly paused?: boolean;
    readonly progressDeadlineSeconds?: number;
  };
  readonly status?: DeploymentStatus;
}

export const deployments = appsResource<Deployment>('Deployment', 'deployments');
export const replicaSets = appsResource<ReplicaSet>('ReplicaSet', 'replicasets');

export function appsResource<T extends KubeObject>(
  kind: string,
  resource: string,
): ResourceType<T> {
  return { group: 'apps', version: 'v1', kind, resource, namespaced: true };
}
