import type { BaseObject } from '../storage/shared-base.js';

/** The namespaces of every cluster (upstream: the controller `systemnamespaces`, and `default`). */
const bootstrapNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'] as const;

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

/** The accounts kube-controller-manager runs its controllers as, in kube-system. */
const controllerAccounts = [
  'attachdetach-controller',
  'bootstrap-signer',
  'certificate-controller',
  'clusterrole-aggregation-controller',
  'cronjob-controller',
  'daemon-set-controller',
  'deployment-controller',
  'device-taint-eviction-controller',
  'disruption-controller',
  'endpoint-controller',
  'endpointslice-controller',
  'endpointslicemirroring-controller',
  'ephemeral-volume-controller',
  'expand-controller',
  'generic-garbage-collector',
  'horizontal-pod-autoscaler',
  'job-controller',
  'legacy-service-account-token-cleaner',
  'namespace-controller',
  'node-controller',
  'persistent-volume-binder',
  'pod-garbage-collector',
  'pv-protection-controller',
  'pvc-protection-controller',
  'replicaset-controller',
  'replication-controller',
  'resource-claim-controller',
  'resourcequota-controller',
  'root-ca-cert-publisher',
  'service-account-controller',
  'service-cidrs-controller',
  'statefulset-controller',
  'token-cleaner',
  'ttl-after-finished-controller',
  'ttl-controller',
  'validatingadmissionpolicy-status-controller',
  'volumeattributesclass-protection-controller',
];

export function serviceAccountObjects(): BaseObject[] {
  return [
    ...bootstrapNamespaces.map((namespace) => serviceAccount(namespace, 'default')),
    ...controllerAccounts.map((name) => serviceAccount('kube-system', name)),
  ];
}

function serviceAccount(namespace: string, name: string): BaseObject {
  return {
    resource: { group: '', resource: 'serviceaccounts' },
    object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
  };
}
