import { type Clock, KubeApiError } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { KubeApiserver } from '@drillyard/kube-apiserver';
import { type Running, Scheduler, startKubeControllerManager } from '@drillyard/kube-controllers';

const schedulerUser = { name: 'system:kube-scheduler', groups: ['system:authenticated'] };

export interface ControlPlaneOptions {
  /** Name of the node all this runs on. */
  readonly host: string;
  readonly clock: Clock;
  /** Hears of errors that are bugs; what the API refuses is tried again and no error. */
  readonly onUnexpected: (error: unknown) => void;
}

/**
 * Starts what kubeadm runs beside the API server, each component as the user it is there, so that
 * the roles of a cluster bind them as well.
 */
export function startControlPlane(
  apiserver: KubeApiserver,
  { host, clock, onUnexpected }: ControlPlaneOptions,
): Running {
  const onError = (error: unknown) => {
    if (error instanceof KubeApiError || error instanceof OperationalError) return;
    onUnexpected(error);
  };
  const controllerManager = startKubeControllerManager({
    clientFor: (name) => apiserver.clientFor(serviceAccount(name), 'kube-controller-manager'),
    clock,
    onError,
  });
  const client = apiserver.clientFor(schedulerUser, 'kube-scheduler');
  const scheduler = new Scheduler({ client, clock, host, onError });
  return {
    close() {
      scheduler.close();
      controllerManager.close();
    },
  };
}

function serviceAccount(name: string) {
  const groups = ['system:serviceaccounts', 'system:serviceaccounts:kube-system'];
  return {
    name: `system:serviceaccount:kube-system:${name}`,
    groups: [...groups, 'system:authenticated'],
  };
}
