import { type ComponentClient, KubeApiError, type ResourceType } from '@drillyard/cluster';
import { simulatedAnnotation, simulatedNote } from '@drillyard/kube-apiserver';
import type { KubeObject } from '@drillyard/kube-objects';

interface ApiService extends KubeObject {
  readonly spec: object;
  readonly status?: object;
}
interface ClusterRole extends KubeObject {
  readonly rules: readonly object[];
}

const apiServices: ResourceType<ApiService> = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  resource: 'apiservices',
  kind: 'APIService',
  namespaced: false,
};
const clusterRoles: ResourceType<ClusterRole> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  resource: 'clusterroles',
  kind: 'ClusterRole',
  namespaced: false,
};

const labels = { 'k8s-app': 'metrics-server' };
const annotations = { [simulatedAnnotation]: simulatedNote };

/** As metrics-server's manifest has it, but for what says that there is none. */
const apiService: ApiService = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1beta1.metrics.k8s.io', labels, annotations },
  spec: {
    group: 'metrics.k8s.io',
    groupPriorityMinimum: 100,
    insecureSkipTLSVerify: true,
    service: { name: 'metrics-server', namespace: 'kube-system', port: 443 },
    version: 'v1beta1',
    versionPriority: 100,
  },
};

/** By it `view`, `edit` and `admin` may read the figures. */
const reader: ClusterRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: {
    name: 'system:aggregated-metrics-reader',
    labels: {
      ...labels,
      'rbac.authorization.k8s.io/aggregate-to-admin': 'true',
      'rbac.authorization.k8s.io/aggregate-to-edit': 'true',
      'rbac.authorization.k8s.io/aggregate-to-view': 'true',
    },
    annotations,
  },
  rules: [
    {
      apiGroups: ['metrics.k8s.io'],
      resources: ['pods', 'nodes'],
      verbs: ['get', 'list', 'watch'],
    },
  ],
};

/**
 * Makes the cluster offer metrics.k8s.io, of which the API server itself then answers with
 * simulated figures. What a learner has removed or changed since stays as it is.
 */
export async function offerMetrics(administrator: ComponentClient, now: Date): Promise<void> {
  await ensure(administrator, clusterRoles, reader);
  const created = await ensure(administrator, apiServices, apiService);
  if (created === undefined) return;
  const condition = {
    lastTransitionTime: `${now.toISOString().slice(0, 19)}Z`,
    message: 'all checks passed',
    reason: 'Passed',
    status: 'True',
    type: 'Available',
  };
  const shown = { ...created, status: { conditions: [condition] } };
  await administrator.update(apiServices, shown, 'status');
}

/** Undefined where it was there already. */
async function ensure<T extends KubeObject>(
  client: ComponentClient,
  type: ResourceType<T>,
  object: T,
): Promise<T | undefined> {
  try {
    return await client.create(type, object);
  } catch (error) {
    if (error instanceof KubeApiError && error.reason === 'AlreadyExists') return undefined;
    throw error;
  }
}
