import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedPackage } from './served-packages.js';

interface ApiResource {
  readonly name: string;
  readonly singularName: string;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly storageVersionHash?: string;
}

interface Priority {
  readonly group: number;
  readonly version: number;
}

const allVerbs = 'create,delete,deletecollection,get,list,patch,update,watch';

/** Writes what discovery says of the served packages, in discovery's own order of groups and versions. */
export function writeResourceTable(source: string, packages: readonly ServedPackage[]): string {
  const served = new Set(
    packages.flatMap(({ groupVersion }) =>
      groupVersion ? [`${groupVersion.group}/${groupVersion.version}`] : [],
    ),
  );
  const priorities = readPriorities(source);
  const lines: string[] = [];
  for (const { group, versions } of readGroups(source)) {
    const on = versions.filter((version) => served.has(`${group}/${version}`));
    if (on.length === 0) continue;
    lines.push(`group ${group || '""'} ${priorityOf(priorities, group, on[0] ?? '').group}`);
    for (const version of on) {
      lines.push(`version ${version} ${priorityOf(priorities, group, version).version}`);
      lines.push(...writeVersion(source, group, version));
    }
  }
  return lines.join('\n');
}

function writeVersion(source: string, group: string, version: string): string[] {
  const file = group === '' ? `api__${version}.json` : `apis__${group}__${version}.json`;
  const resources: ApiResource[] = readDiscovery(source, file).resources;
  const deletedKinds = readDeletedKinds(source, group, version);
  return resources.map((resource) => {
    const verbs = resource.verbs.join(',');
    const flags = [verbs === allVerbs ? '*' : verbs];
    const { name, kind } = resource;
    if (resource.group !== undefined) flags.push(`as=${resource.group}/${resource.version}`);
    if (name.includes('/')) return ` ${name.slice(name.indexOf('/'))} ${kind} ${flags.join(' ')}`;
    if (resource.namespaced) flags.push('namespaced');
    if (resource.shortNames) flags.push(`short=${resource.shortNames.join(',')}`);
    if (resource.categories) flags.push(`in=${resource.categories.join(',')}`);
    if (deletedKinds.has(kind)) flags.push('returnsDeleted');
    if (resource.storageVersionHash) flags.push(`hash=${resource.storageVersionHash}`);
    return `${name} ${resource.singularName} ${kind} ${flags.join(' ')}`;
  });
}

/** Kinds of which a DELETE answers with the object, where most answer with a Status. */
function readDeletedKinds(source: string, group: string, version: string): Set<string> {
  const paths: Record<string, { delete?: DeleteOperation }> = readSwagger(source).paths;
  const deletes = Object.values(paths).flatMap((path) => path.delete ?? []);
  const kinds = deletes.flatMap((operation) => {
    const gvk = operation['x-kubernetes-group-version-kind'];
    const answer = operation.responses['200']?.schema?.$ref ?? '';
    const same = gvk?.group === group && gvk.version === version;
    return same && answer.endsWith(`.${gvk.kind}`) ? [gvk.kind] : [];
  });
  return new Set(kinds);
}

interface DeleteOperation {
  readonly responses: Record<string, { schema?: { $ref?: string } }>;
  readonly 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string };
}

const swaggers = new Map<string, ReturnType<typeof JSON.parse>>();

function readSwagger(source: string) {
  const file = join(source, 'api/openapi-spec/swagger.json');
  if (!swaggers.has(file)) swaggers.set(file, JSON.parse(readFileSync(file, 'utf8')));
  return swaggers.get(file);
}

function readGroups(source: string): { group: string; versions: string[] }[] {
  const groups: { name: string; versions: { version: string }[] }[] = readDiscovery(
    source,
    'apis.json',
  ).groups;
  const core = { group: '', versions: readDiscovery(source, 'api.json').versions };
  return [
    core,
    ...groups.map(({ name, versions }) => ({
      group: name,
      versions: versions.map(({ version }) => version),
    })),
  ];
}

function readDiscovery(source: string, file: string) {
  return JSON.parse(readFileSync(join(source, 'api/discovery', file), 'utf8'));
}

/** The priorities of the APIService objects that the aggregator makes for built-in versions. */
function readPriorities(source: string): Map<string, Priority> {
  const entry = /\{Group: "([^"]*)", Version: "([^"]+)"\}:\s+\{Group: (\d+), Version: (\d+)\}/g;
  const files = [
    'pkg/controlplane/apiserver/aggregator.go',
    'cmd/kube-apiserver/app/aggregator.go',
  ];
  const found = files.flatMap((file) => [
    ...readFileSync(join(source, file), 'utf8').matchAll(entry),
  ]);
  const priorities = new Map<string, Priority>();
  for (const [, group, version, groupPriority, versionPriority] of found) {
    const priority = { group: Number(groupPriority), version: Number(versionPriority) };
    priorities.set(`${group}/${version}`, priority);
  }
  return priorities;
}

function priorityOf(priorities: Map<string, Priority>, group: string, version: string): Priority {
  const found = priorities.get(`${group}/${version}`);
  // The aggregator serves its own group itself, before all others.
  if (!found && group !== 'apiregistration.k8s.io') throw new Error(`no priority for ${group}`);
  return found ?? { group: 20001, version: 0 };
}
