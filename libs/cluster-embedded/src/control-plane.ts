import { type Clock, KubeApiError } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { KubeApiserver } from '@drillyard/kube-apiserver';
import {
  controllerNames,
  type Running,
  Scheduler,
  startKubeControllerManager,
} from '@drillyard/kube-controllers';

const schedulerUser = { name: 'system:kube-scheduler', groups: ['system:authenticated'] };

export interface ControlPlaneOptions {
  /** Name of the node all this runs on. */
  readonly host: string;
  readonly clock: Clock;
  /** Hears of errors that are bugs; what the API refuses is tried again and no error. */
  readonly onUnexpected: (error: unknown) => void;
}

/** The controllers of kube-controller-manager, each as the service account it is there. */
export function startControllerManager(
  apiserver: KubeApiserver,
  { clock, onUnexpected }: ControlPlaneOptions,
  isEnabled: (controller: string) => boolean = () => true,
): Running {
  return startKubeControllerManager({
    clientFor: (name) => apiserver.clientFor(serviceAccount(name), 'kube-controller-manager'),
    clock,
    onError: bugsOnly(onUnexpected),
    controllers: controllerNames.filter(isEnabled),
  });
}

/** The scheduler as the user it is, so that the roles of a cluster bind it as well. */
export function startScheduler(
  apiserver: KubeApiserver,
  { host, clock, onUnexpected }: ControlPlaneOptions,
): Running {
  const client = apiserver.clientFor(schedulerUser, 'kube-scheduler');
  return new Scheduler({ client, clock, host, onError: bugsOnly(onUnexpected) });
}

function bugsOnly(onUnexpected: (error: unknown) => void) {
  return (error: unknown) => {
    if (error instanceof KubeApiError || error instanceof OperationalError) return;
    onUnexpected(error);
  };
}

function serviceAccount(name: string) {
  const groups = ['system:serviceaccounts', 'system:serviceaccounts:kube-system'];
  return {
    name: `system:serviceaccount:kube-system:${name}`,
    groups: [...groups, 'system:authenticated'],
  };
}
