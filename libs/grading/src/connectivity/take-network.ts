import type { ClusterClient, ObjectType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { Network } from '@drillyard/network-policy';

const types = {
  pods: { apiVersion: 'v1', kind: 'Pod' },
  namespaces: { apiVersion: 'v1', kind: 'Namespace' },
  nodes: { apiVersion: 'v1', kind: 'Node' },
  services: { apiVersion: 'v1', kind: 'Service' },
  endpointSlices: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
  policies: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
} satisfies Record<string, ObjectType>;

/** Everything who-reaches-whom depends on. */
export const networkTypes: readonly ObjectType[] = Object.values(types);

/** The network of a cluster at one moment. */
export async function takeNetwork(cluster: ClusterClient): Promise<Network> {
  const list = async <T extends KubeObject>(type: ObjectType) =>
    (await cluster.list(type)).items as readonly T[]; // the server validates what it stores
  const [pods, namespaces, nodes, services, endpointSlices, policies] = await Promise.all([
    list(types.pods),
    list(types.namespaces),
    list(types.nodes),
    list(types.services),
    list(types.endpointSlices),
    list(types.policies),
  ]);
  return new Network({ pods, namespaces, nodes, services, endpointSlices, policies });
}
