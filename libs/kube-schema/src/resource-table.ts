import type { GroupVersionKind, GroupVersionResource } from '@drillyard/kube-objects';
import type { GroupInfo, ResourceInfo, SubresourceInfo } from './resource-info.js';
import { resourceTable } from './tables/resources.generated.js';

const everyVerb = 'create,delete,deletecollection,get,list,patch,update,watch'.split(',');

type Building = Omit<ResourceInfo, 'subresources'> & { subresources: SubresourceInfo[] };
type BuildingGroup = Omit<GroupInfo, 'versions'> & {
  versions: { version: string; priority: number }[];
};

const parsed = parseResourceTable();

/** Groups in the order discovery lists them, the core group first. */
export const groups: readonly GroupInfo[] = parsed.groups;

/** Every served resource: by group and version as in {@link groups}, then by name. */
export const resources: readonly ResourceInfo[] = parsed.resources;

/** The version a client should use, by group. */
export const preferredVersions: ReadonlyMap<string, string> = new Map(
  groups.map(({ group, versions }) => [group, versions[0]?.version ?? '']),
);

const byResource = new Map(
  resources.map((info) => [`${info.group}/${info.version}/${info.resource}`, info]),
);
const byKind = new Map(
  resources.map((info) => [`${info.group}/${info.version}/${info.kind}`, info]),
);

export function findResource(name: GroupVersionResource): ResourceInfo | undefined {
  return byResource.get(`${name.group}/${name.version}/${name.resource}`);
}

/** The resource whose objects are of the kind. Kinds of subresources only (Scale) have none. */
export function findKind(gvk: GroupVersionKind): ResourceInfo | undefined {
  return byKind.get(`${gvk.group}/${gvk.version}/${gvk.kind}`);
}

function parseResourceTable(): { groups: GroupInfo[]; resources: ResourceInfo[] } {
  const groupList: BuildingGroup[] = [];
  const resourceList: Building[] = [];
  let group = '';
  let version = '';
  for (const line of resourceTable.trim().split('\n')) {
    const [first = '', second = '', ...rest] = line.trim().split(' ');
    if (first === 'group') {
      group = second === '""' ? '' : second;
      groupList.push({ group, groupPriority: Number(rest[0]), versions: [] });
    } else if (first === 'version') {
      version = second;
      groupList.at(-1)?.versions.push({ version, priority: Number(rest[0]) });
    } else if (first.startsWith('/')) {
      const [owner] = resourceList.slice(-1);
      owner?.subresources.push(parseSubresource(first.slice(1), second, rest, { group, version }));
    } else resourceList.push(parseResource(first, second, rest, { group, version }));
  }
  return { groups: groupList, resources: resourceList };
}

function parseResource(
  resource: string,
  singular: string,
  [kind = '', verbs = '', ...flags]: readonly string[],
  home: { group: string; version: string },
): Building {
  const hash = flagValue(flags, 'hash');
  return {
    ...home,
    resource,
    singular,
    kind,
    namespaced: flags.includes('namespaced'),
    verbs: parseVerbs(verbs),
    shortNames: flagValue(flags, 'short')?.split(',') ?? [],
    categories: flagValue(flags, 'in')?.split(',') ?? [],
    subresources: [],
    returnsDeleted: flags.includes('returnsDeleted'),
    ...(hash !== undefined && { storageVersionHash: hash }),
  };
}

function parseSubresource(
  name: string,
  kind: string,
  [verbs = '', ...flags]: readonly string[],
  home: { group: string; version: string },
): SubresourceInfo {
  const [group = home.group, version = home.version] = flagValue(flags, 'as')?.split('/') ?? [];
  return { name, group, version, kind, verbs: parseVerbs(verbs) };
}

function parseVerbs(verbs: string): readonly string[] {
  return verbs === '*' ? everyVerb : verbs.split(',');
}

function flagValue(flags: readonly string[], flag: string): string | undefined {
  return flags.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
}
