import type { KubeObject } from '@drillyard/kube-objects';
import type { GroupInfo, ResourceInfo } from '@drillyard/kube-schema';

export const metricsGroup = 'metrics.k8s.io';
const version = 'v1beta1';
/** Of its objects. */
export const metricsVersion = `${metricsGroup}/${version}`;

/** The object that makes an API server look for the group elsewhere: its aggregation layer's. */
export const metricsApiService = {
  resource: { group: 'apiregistration.k8s.io', version: 'v1', resource: 'apiservices' },
  name: `${version}.${metricsGroup}`,
} as const;

/** On everything that shows figures nobody has measured. */
export const simulatedAnnotation = 'drillyard.dev/simulated';
export const simulatedNote = 'These figures are simulated: computed from what runs, not measured.';

function resourceInfo(resource: string, kind: string, namespaced: boolean): ResourceInfo {
  return {
    group: metricsGroup,
    version,
    resource,
    singular: '',
    kind,
    namespaced,
    verbs: ['get', 'list'],
    shortNames: [],
    categories: [],
    subresources: [],
    returnsDeleted: false,
  };
}

/** What the group serves: figures, which nobody can write and nothing stores. */
export const metricsResources: readonly ResourceInfo[] = [
  resourceInfo('nodes', 'NodeMetrics', false),
  resourceInfo('pods', 'PodMetrics', true),
];

/** With the priority metrics-server's APIService gives it. */
export const metricsGroupInfo: GroupInfo = {
  group: metricsGroup,
  groupPriority: 100,
  versions: [{ version, priority: 100 }],
};

/** Whether an APIService is the one behind which this server itself answers. */
export function offersMetrics({ metadata }: KubeObject): boolean {
  return (
    metadata.name === metricsApiService.name &&
    metadata.annotations?.[simulatedAnnotation] !== undefined
  );
}
