import { formatApiVersion, type GroupVersion, parseApiVersion } from '@drillyard/kube-objects';
import type { ObjectType } from './cluster-client.js';
import { KubeApiError } from './kube-api-error.js';

/** How a kind is addressed: its plural and whether its objects live in namespaces. */
export interface ResourceAddress {
  readonly resource: string;
  readonly namespaced: boolean;
}

/** The part of `APIResourceList` that is read. */
interface ApiResourceList {
  readonly resources?: readonly { name: string; kind: string; namespaced: boolean }[];
}

/**
 * Finds the resource of a kind in the server's discovery. What is known is kept; a kind that is
 * not known is asked for again each time, because a CustomResourceDefinition may have come.
 */
export class ResourcePaths {
  readonly #known = new Map<string, ResourceAddress>();

  /** @param discover reads one discovery document; undefined where the group version is not served. */
  constructor(readonly discover: (path: string) => Promise<unknown>) {}

  /** @throws KubeApiError with reason NotFound where the server does not serve the kind. */
  async address(type: ObjectType): Promise<ResourceAddress> {
    const key = `${type.apiVersion}/${type.kind}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const list = (await this.discover(versionPath(parseApiVersion(type.apiVersion)))) as
      | ApiResourceList
      | undefined;
    for (const { name, kind, namespaced } of list?.resources ?? []) {
      if (name.includes('/')) continue;
      this.#known.set(`${type.apiVersion}/${kind}`, { resource: name, namespaced });
    }
    const found = this.#known.get(key);
    if (found === undefined) throw kindNotServed(type);
    return found;
  }
}

/** `/api/v1` or `/apis/<group>/<version>`. */
export function versionPath(version: GroupVersion): string {
  return version.group === '' ? `/api/${version.version}` : `/apis/${formatApiVersion(version)}`;
}

/** The path of a collection, or of one object where a name is given. */
export function objectPath(
  type: ObjectType,
  address: ResourceAddress,
  namespace: string | undefined,
  name?: string,
): string {
  const scope =
    address.namespaced && namespace !== undefined
      ? `/namespaces/${encodeURIComponent(namespace)}`
      : '';
  const collection = `${versionPath(parseApiVersion(type.apiVersion))}${scope}/${address.resource}`;
  return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`;
}

function kindNotServed(type: ObjectType): KubeApiError {
  return new KubeApiError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason: 'NotFound',
    message: `the server has no kind "${type.kind}" in "${type.apiVersion}"`,
    code: 404,
  });
}
