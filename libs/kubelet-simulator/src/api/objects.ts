import type { ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';

export interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
  /** In base64. */
  readonly binaryData?: Readonly<Record<string, string>>;
}
export interface Secret extends KubeObject {
  readonly type?: string;
  /** In base64. */
  readonly data?: Readonly<Record<string, string>>;
}
export interface Service extends KubeObject {
  readonly spec: {
    readonly clusterIP?: string;
    readonly ports?: readonly {
      readonly name?: string;
      readonly port: number;
      readonly protocol?: string;
    }[];
  };
}
export interface Node extends KubeObject {
  readonly spec?: { readonly podCIDR?: string; readonly unschedulable?: boolean };
  readonly status?: Readonly<Record<string, unknown>>;
}

export const configMaps = core<ConfigMap>('ConfigMap', 'configmaps');
export const secrets = core<Secret>('Secret', 'secrets');
export const services = core<Service>('Service', 'services');
export const serviceAccounts = core<KubeObject>('ServiceAccount', 'serviceaccounts');
export const nodes: ResourceType<Node> = { ...core<Node>('Node', 'nodes'), namespaced: false };
export const leases: ResourceType = {
  group: 'coordination.k8s.io',
  version: 'v1',
  resource: 'leases',
  kind: 'Lease',
  namespaced: true,
};

function core<T extends KubeObject>(kind: string, resource: string): ResourceType<T> {
  return { group: '', version: 'v1', kind, resource, namespaced: true };
}
