import { parseApiVersion } from '@drillyard/kube-objects';
import type { ClusterClient } from '../cluster-client.js';
import { versionPath } from '../resource-paths.js';
import type { ResourceType } from './component-client.js';

/** What an API server serves, as far as its discovery tells. */
export interface ServedTypes {
  /** What can be watched and deleted, in the version its group prefers. */
  readonly deletable: readonly ResourceType[];
  /** By `apiVersion/kind`, in every version. */
  readonly byKind: ReadonlyMap<string, ResourceType>;
}

/** The parts of metav1 `APIGroupList` and `APIResourceList` that are read. */
interface GroupList {
  readonly groups?: readonly {
    readonly versions: readonly { readonly groupVersion: string }[];
    readonly preferredVersion: { readonly groupVersion: string };
  }[];
}
interface ResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

/** The same objects as those of the core group, which are events too. */
const servedTwice = 'events.k8s.io';
const neededVerbs = ['list', 'watch', 'delete'];

/** Groups whose server does not answer are left out, as if they were not served. */
export async function discoverTypes(cluster: ClusterClient): Promise<ServedTypes> {
  const { groups = [] } = (await read(cluster, '/apis')) as GroupList;
  const versions = groups.flatMap(({ versions, preferredVersion }) => {
    const preferred = preferredVersion.groupVersion;
    // The preferred one first: its resources are the ones that count.
    const others = versions.map(({ groupVersion }) => groupVersion);
    return [preferred, ...others.filter((each) => each !== preferred)];
  });
  const deletable = new Map<string, ResourceType>();
  const byKind = new Map<string, ResourceType>();
  for (const apiVersion of ['v1', ...versions]) {
    const version = parseApiVersion(apiVersion);
    const { resources = [] } = (await read(cluster, versionPath(version))) as ResourceList;
    for (const { name: resource, kind, namespaced, verbs } of resources) {
      if (resource.includes('/')) continue;
      const type = { ...version, resource, kind, namespaced };
      byKind.set(`${apiVersion}/${kind}`, type);
      const key = `${version.group}/${resource}`;
      const isWanted = neededVerbs.every((verb) => verbs.includes(verb));
      if (isWanted && version.group !== servedTwice && !deletable.has(key))
        deletable.set(key, type);
    }
  }
  return { deletable: [...deletable.values()], byKind };
}

async function read(cluster: ClusterClient, path: string): Promise<object> {
  const { status, body } = await cluster.raw({ method: 'GET', path });
  return status < 400 && typeof body === 'object' && body !== null ? body : {};
}
