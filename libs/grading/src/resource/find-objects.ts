import { type ClusterClient, KubeApiError } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceSpec } from '@drillyard/lab-spec';

/** The objects a `resource` check is about. A kind that is not served has none. */
export async function findObjects(
  spec: ResourceSpec,
  cluster: ClusterClient,
): Promise<readonly KubeObject[]> {
  const { apiVersion, kind, name, namespace, selector } = spec;
  const labelSelector = selector === undefined ? undefined : formatSelector(selector);
  if (name !== undefined && namespace !== undefined && labelSelector === undefined) {
    const object = await cluster.find({ apiVersion, kind, name, namespace });
    return object === undefined ? [] : [object];
  }
  try {
    const { items } = await cluster.list({ apiVersion, kind }, { namespace, labelSelector });
    return name === undefined ? items : items.filter(({ metadata }) => metadata.name === name);
  } catch (error) {
    if (error instanceof KubeApiError && error.reason === 'NotFound') return [];
    throw error;
  }
}

/** `Pod "web" labelled app=web in namespace atlas` */
export function describeWanted({ kind, name, namespace, selector }: ResourceSpec): string {
  const named = name === undefined ? '' : ` "${name}"`;
  const labelled = selector === undefined ? '' : ` labelled ${formatSelector(selector)}`;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `${kind}${named}${labelled}${where}`;
}

function formatSelector(selector: NonNullable<ResourceSpec['selector']>): string {
  if (typeof selector === 'string') return selector;
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
