import type { ClusterClient } from '@drillyard/cluster';
import type { AccessRequest } from './access-review.js';

/** The parts of `APIGroup` and `APIResourceList` that are read. */
interface ApiGroup {
  readonly preferredVersion?: { readonly groupVersion: string };
}
interface ApiResourceList {
  readonly resources?: readonly { readonly name: string; readonly namespaced: boolean }[];
}

/**
 * Whether no RoleBinding counts for what is asked, because its objects are of no namespace, as nodes
 * are. A namespace is of itself to the authorizer. What discovery does not know counts in namespaces.
 */
export async function isClusterScoped(
  request: AccessRequest,
  cluster: ClusterClient,
): Promise<boolean> {
  if ('path' in request) return true;
  const { group, resource } = request;
  if (group === '' && resource === 'namespaces') return false;
  const version = group === '' ? '/api/v1' : await preferredVersion(group, cluster);
  if (version === undefined) return false;
  const { body } = await cluster.raw({ method: 'GET', path: version });
  const { resources = [] } = body as ApiResourceList; // what discovery answers, or a Status
  return resources.find(({ name }) => name === resource)?.namespaced === false;
}

async function preferredVersion(
  group: string,
  cluster: ClusterClient,
): Promise<string | undefined> {
  if (group === '*') return undefined;
  const { body } = await cluster.raw({ method: 'GET', path: `/apis/${encodeURIComponent(group)}` });
  const { preferredVersion: preferred } = body as ApiGroup; // as above
  return preferred && `/apis/${preferred.groupVersion}`;
}
