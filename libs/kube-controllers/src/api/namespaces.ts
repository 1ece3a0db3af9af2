import type { ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { NamespaceCondition } from '../namespace/namespace-conditions.js';
import { coreResource } from './core.js';

export interface Namespace extends KubeObject {
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly NamespaceCondition[];
  };
}

export interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

export interface Secret extends KubeObject {
  readonly type?: string;
  /** Base64. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface ServiceAccount extends KubeObject {
  readonly secrets?: readonly { readonly name?: string }[];
}

export const namespaces: ResourceType<Namespace> = {
  ...coreResource<Namespace>('Namespace', 'namespaces'),
  namespaced: false,
};
export const configMaps = coreResource<ConfigMap>('ConfigMap', 'configmaps');
export const secrets = coreResource<Secret>('Secret', 'secrets');
export const serviceAccounts = coreResource<ServiceAccount>('ServiceAccount', 'serviceaccounts');
