import { type Clock, KubeApiError } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { KubeApiserver } from '@drillyard/kube-apiserver';
import { type Running, startKubeControllerManager } from '@drillyard/kube-controllers';

export interface ControlPlaneOptions {
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
  { clock, onUnexpected }: ControlPlaneOptions,
): Running {
  const onError = (error: unknown) => {
    if (error instanceof KubeApiError || error instanceof OperationalError) return;
    onUnexpected(error);
  };
  return startKubeControllerManager({
    clientFor: (name) => apiserver.clientFor(serviceAccount(name), 'kube-controller-manager'),
    clock,
    onError,
  });
}

function serviceAccount(name: string) {
  const groups = ['system:serviceaccounts', 'system:serviceaccounts:kube-system'];
  return {
    name: `system:serviceaccount:kube-system:${name}`,
    groups: [...groups, 'system:authenticated'],
  };
}
