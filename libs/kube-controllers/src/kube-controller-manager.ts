import { type Clock, type ComponentClient, EventRecorder } from '@drillyard/cluster';
import { type ControllerContext, type Running, runningAll } from './controller.js';
import { CronJobController } from './cronjob/cron-job-controller.js';
import { DaemonSetController } from './daemon/daemon-set-controller.js';
import { DeploymentController } from './deployment/deployment-controller.js';
import { startDisruptionController } from './disruption/disruption-controller.js';
import { startEndpointsController } from './endpoint/endpoints-controller.js';
import { startEndpointSliceController } from './endpointslice/endpoint-slice-controller.js';
import { JobController } from './job/job-controller.js';
import { startNodeIpamController } from './nodeipam/node-ipam-controller.js';
import { startNodeLifecycleController } from './nodelifecycle/node-lifecycle-controller.js';
import { startPodGcController } from './podgc/pod-gc-controller.js';
import { ReplicaSetController, replicaSetKind } from './replicaset/replica-set-controller.js';
import { replicationControllerKind } from './replication/replication-controller.js';
import { startStatefulSetController } from './statefulset/stateful-set-controller.js';
import { startTaintEvictionController } from './tainteviction/taint-eviction-controller.js';
import { startTtlAfterFinishedController } from './ttlafterfinished/ttl-after-finished-controller.js';
import { startPersistentVolumeController } from './volume/persistent-volume-controller.js';

/** A controller as `kube-controller-manager --controllers` names it. */
interface ControllerDescriptor {
  readonly name: string;
  /** In kube-system. */
  readonly serviceAccount: string;
  readonly start: (context: ControllerContext) => Running;
}

const descriptors: readonly ControllerDescriptor[] = [
  {
    name: 'deployment-controller',
    serviceAccount: 'deployment-controller',
    start: (context) => new DeploymentController(context),
  },
  {
    name: 'replicaset-controller',
    serviceAccount: 'replicaset-controller',
    start: (context) => new ReplicaSetController(context, replicaSetKind),
  },
  {
    name: 'replicationcontroller-controller',
    serviceAccount: 'replication-controller',
    start: (context) => new ReplicaSetController(context, replicationControllerKind),
  },
  {
    name: 'endpoints-controller',
    serviceAccount: 'endpoint-controller',
    start: startEndpointsController,
  },
  {
    name: 'endpointslice-controller',
    serviceAccount: 'endpointslice-controller',
    start: startEndpointSliceController,
  },
  {
    name: 'disruption-controller',
    serviceAccount: 'disruption-controller',
    start: startDisruptionController,
  },
  {
    name: 'node-ipam-controller',
    serviceAccount: 'node-controller',
    start: startNodeIpamController,
  },
  {
    name: 'node-lifecycle-controller',
    serviceAccount: 'node-controller',
    start: startNodeLifecycleController,
  },
  {
    name: 'taint-eviction-controller',
    serviceAccount: 'node-controller',
    start: startTaintEvictionController,
  },
  {
    name: 'daemonset-controller',
    serviceAccount: 'daemon-set-controller',
    start: (context) => new DaemonSetController(context),
  },
  {
    name: 'statefulset-controller',
    serviceAccount: 'statefulset-controller',
    start: startStatefulSetController,
  },
  {
    name: 'job-controller',
    serviceAccount: 'job-controller',
    start: (context) => new JobController(context),
  },
  {
    name: 'cronjob-controller',
    serviceAccount: 'cronjob-controller',
    start: (context) => new CronJobController(context),
  },
  {
    name: 'ttl-after-finished-controller',
    serviceAccount: 'ttl-after-finished-controller',
    start: startTtlAfterFinishedController,
  },
  {
    name: 'pod-garbage-collector-controller',
    serviceAccount: 'pod-garbage-collector',
    start: startPodGcController,
  },
  {
    name: 'persistentvolume-binder-controller',
    serviceAccount: 'persistent-volume-binder',
    start: startPersistentVolumeController,
  },
];

/** All there are, by upstream's names. */
export const controllerNames: readonly string[] = descriptors.map(({ name }) => name);

export interface ControllerManagerOptions {
  /** The API as a service account of kube-system (`--use-service-account-credentials`). */
  readonly clientFor: (serviceAccount: string) => ComponentClient;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Which to start; all of them where it is left out. */
  readonly controllers?: readonly string[];
}

/** Starts the controllers of kube-controller-manager. They cost nothing while nothing changes. */
export function startKubeControllerManager(options: ControllerManagerOptions): Running {
  const { clientFor, clock, onError, controllers = controllerNames } = options;
  const chosen = descriptors.filter(({ name }) => controllers.includes(name));
  return runningAll(
    chosen.map(({ serviceAccount, start }) => {
      const client = clientFor(serviceAccount);
      const recorder = (component: string) =>
        new EventRecorder({ client, clock, component, onError });
      return start({ client, clock, recorder, onError });
    }),
  );
}
