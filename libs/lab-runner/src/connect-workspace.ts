import type { Cluster } from '@drillyard/cluster';
import type { WorkspaceConnector } from '@drillyard/terminal';

/** The address kubeadm's documentation gives a control plane. */
const endpoint = { host: 'controlplane', port: 6443 } as const;

/** Joins a workspace with its cluster: the API server inside the sandbox, and a kubeconfig for it. */
export function connectWorkspace(cluster: Cluster): WorkspaceConnector {
  return {
    endpoint,
    serve: (listener, reopen) => cluster.serveOn?.(listener, reopen),
    kubeconfig: (at) => cluster.learnerKubeconfig(at),
    hostEndpoint: cluster.hostEndpoint,
    nodeContainers: cluster.containers?.nodes,
  };
}
