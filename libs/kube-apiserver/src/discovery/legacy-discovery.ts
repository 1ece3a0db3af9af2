import { formatApiVersion } from '@drillyard/kube-objects';
import { type GroupInfo, type ResourceInfo, resources } from '@drillyard/kube-schema';
import type { ServedResources } from '../apiextensions/served-resources.js';

/** `/api` as clients without aggregated discovery read it. */
export function apiVersions(serverAddress: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

/** `/apis` */
export function apiGroupList({ groups }: ServedResources): object {
  const others = groups.filter(({ group }) => group !== '');
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: others.map(describeGroup) };
}

/** `/apis/GROUP`; undefined where there is none. */
export function apiGroup({ groups }: ServedResources, name: string): object | undefined {
  const group = groups.find((candidate) => candidate.group === name && name !== '');
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(group) };
}

/** `/api/v1` and `/apis/GROUP/VERSION`; undefined where there is none. */
export function apiResourceList(
  served: ServedResources,
  group: string,
  version: string,
): object | undefined {
  const own = [...resources, ...served.further].filter(
    (info) => info.group === group && info.version === version,
  );
  if (own.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    ...(group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: formatApiVersion({ group, version }),
    resources: own.flatMap(describeResource),
  };
}

function describeGroup({ group, versions }: GroupInfo): object {
  const list = versions.map(({ version }) => ({
    groupVersion: formatApiVersion({ group, version }),
    version,
  }));
  return { name: group, versions: list, preferredVersion: list[0] };
}

/** The resource and its subresources, in the order of upstream's Go struct `APIResource`. */
function describeResource(info: ResourceInfo): object[] {
  const { resource, singular, namespaced, kind, verbs, shortNames, categories } = info;
  const hash = info.storageVersionHash;
  return [
    {
      name: resource,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      ...(shortNames.length === 0 ? {} : { shortNames }),
      ...(categories.length === 0 ? {} : { categories }),
      ...(hash === undefined ? {} : { storageVersionHash: hash }),
    },
    ...info.subresources.map((subresource) => ({
      name: `${resource}/${subresource.name}`,
      singularName: '',
      namespaced,
      ...(subresource.group === info.group && subresource.version === info.version
        ? {}
        : { group: subresource.group, version: subresource.version }),
      kind: subresource.kind,
      verbs: subresource.verbs,
    })),
  ];
}
