import type { BaseObject } from '../storage/shared-base.js';

/** The namespaces of every cluster (upstream: the controller `systemnamespaces`, and `default`). */
export const bootstrapNamespaces = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
] as const;

export function namespaceObjects(): BaseObject[] {
  return bootstrapNamespaces.map((name) => ({
    resource: { group: '', resource: 'namespaces' },
    object: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    },
  }));
}

export function serviceAccountObjects(): BaseObject[] {
  return bootstrapNamespaces.map((namespace) => ({
    resource: { group: '', resource: 'serviceaccounts' },
    object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } },
  }));
}
