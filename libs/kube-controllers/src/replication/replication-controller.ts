import type { KubeObject } from '@drillyard/kube-objects';
import type { ReplicaSet, ReplicaSetStatus } from '../api/apps.js';
import { coreResource, type Labels, type PodTemplateSpec } from '../api/core.js';
import type { ReplicaSetKind } from '../replicaset/replica-set-controller.js';

interface ReplicationController extends KubeObject {
  readonly spec: {
    readonly replicas: number;
    readonly minReadySeconds?: number;
    readonly selector?: Labels;
    readonly template: PodTemplateSpec;
  };
  readonly status?: ReplicaSetStatus;
}

/** The ReplicaSet's elder, with a plain map for a selector (pkg/controller/replication). */
export const replicationControllerKind: ReplicaSetKind<ReplicationController> = {
  type: coreResource<ReplicationController>('ReplicationController', 'replicationcontrollers'),
  component: 'replication-controller',
  countsTerminating: false,
  view: (object): ReplicaSet => ({
    ...object,
    spec: { ...object.spec, selector: { matchLabels: object.spec.selector ?? {} } },
  }),
};
