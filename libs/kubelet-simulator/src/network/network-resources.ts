import type { ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { EndpointSlice, NetworkPolicy, Node, Pod, Service } from '@drillyard/network-policy';

/** What decides who reaches whom, as the network plugin and the proxy of a node follow it. */
export const networkResources = {
  pods: resource<Pod>('', 'Pod', 'pods'),
  namespaces: { ...resource<KubeObject>('', 'Namespace', 'namespaces'), namespaced: false },
  nodes: { ...resource<Node>('', 'Node', 'nodes'), namespaced: false },
  services: resource<Service>('', 'Service', 'services'),
  endpointSlices: resource<EndpointSlice>('discovery.k8s.io', 'EndpointSlice', 'endpointslices'),
  policies: resource<NetworkPolicy>('networking.k8s.io', 'NetworkPolicy', 'networkpolicies'),
} as const;

function resource<T extends KubeObject>(
  group: string,
  kind: string,
  name: string,
): ResourceType<T> {
  return { group, version: 'v1', kind, resource: name, namespaced: true };
}
