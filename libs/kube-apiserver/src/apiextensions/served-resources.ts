import type { GroupVersionKind, GroupVersionResource, KubeObject } from '@drillyard/kube-objects';
import {
  findKind,
  findResource,
  type GroupInfo,
  groups,
  type ResourceInfo,
  resources,
} from '@drillyard/kube-schema';
import {
  metricsApiService,
  metricsGroup,
  metricsGroupInfo,
  metricsResources,
  offersMetrics,
} from '../metrics-api/metrics-resources.js';
import type { Storage } from '../storage/storage.js';
import {
  asDefinition,
  customResourceDefinitions,
} from './definition/custom-resource-definition.js';
import { type CustomResource, customResourcesOf } from './serving/custom-resource.js';
import { compareVersions } from './serving/kube-aware-version.js';

/** Priorities of groups and versions that come from definitions (`crdRegistrationController`). */
const customGroupPriority = 1_000;
const customVersionPriority = 100;

interface CustomResources {
  readonly list: readonly CustomResource[];
  readonly groups: readonly GroupInfo[];
}

const none: CustomResources = { list: [], groups: [] };

/** All that one cluster serves: the built-in resources and those its definitions define. */
export class ServedResources {
  /** By the name of the definition; made again when it changes. */
  private readonly byDefinition = new Map<string, readonly CustomResource[]>();
  private current: CustomResources | undefined = none;
  /** Whether there is an APIService that makes this server answer for metrics.k8s.io. */
  private hasMetrics = false;
  private furtherResources: readonly ResourceInfo[] | undefined;
  private readonly unsubscribe: () => void;

  constructor(storage: Storage) {
    for (const object of storage.list(customResourceDefinitions)) this.define(object);
    const definitions = storage.subscribe(customResourceDefinitions, ({ type, object }) => {
      if (type === 'DELETED') this.forget(object);
      else this.define(object);
    });
    const { resource, name } = metricsApiService;
    const apiService = storage.get(resource, '', name);
    this.hasMetrics = apiService !== undefined && offersMetrics(apiService);
    const apiServices = storage.subscribe(resource, ({ type, object }) => {
      if (object.metadata.name !== name) return;
      this.hasMetrics = type !== 'DELETED' && offersMetrics(object);
      this.furtherResources = undefined;
    });
    this.unsubscribe = () => {
      definitions();
      apiServices();
    };
  }

  /** The custom resources alone, by group, version and name. */
  get customResources(): readonly CustomResource[] {
    return this.custom.list;
  }

  get customGroups(): readonly GroupInfo[] {
    return this.custom.groups;
  }

  get resources(): readonly ResourceInfo[] {
    return this.custom === none ? resources : [...resources, ...this.custom.list];
  }

  get groups(): readonly GroupInfo[] {
    return [...groups, ...this.furtherGroups];
  }

  /**
   * What discovery tells of besides what is built in: custom resources, and those that nothing
   * stores. The same list for as long as nothing changes.
   */
  get further(): readonly ResourceInfo[] {
    const { custom, hasMetrics } = this;
    this.furtherResources ??= hasMetrics ? [...custom.list, ...metricsResources] : custom.list;
    return this.furtherResources;
  }

  get furtherGroups(): readonly GroupInfo[] {
    const { custom, hasMetrics } = this;
    return hasMetrics ? [...custom.groups, metricsGroupInfo] : custom.groups;
  }

  /** Whether requests for a group are answered by figures instead of stored objects. */
  isMetricsGroup(group: string): boolean {
    return this.hasMetrics && group === metricsGroup;
  }

  findResource(name: GroupVersionResource): ResourceInfo | undefined {
    return findResource(name) ?? this.custom.list.find(matches(name, 'resource', name.resource));
  }

  findKind(gvk: GroupVersionKind): ResourceInfo | undefined {
    return findKind(gvk) ?? this.custom.list.find(matches(gvk, 'kind', gvk.kind));
  }

  isServedGroup(name: string): boolean {
    const isNamed = ({ group }: GroupInfo) => group === name;
    return groups.some(isNamed) || this.custom.groups.some(isNamed);
  }

  /** The versions of a definition that are served. */
  versionsOf(definitionName: string): readonly CustomResource[] {
    return this.byDefinition.get(definitionName) ?? [];
  }

  close(): void {
    this.unsubscribe();
  }

  private get custom(): CustomResources {
    if (this.current === undefined) {
      this.current = collect([...this.byDefinition.values()].flat());
      this.furtherResources = undefined;
    }
    return this.current;
  }

  private define(object: KubeObject): void {
    const made = customResourcesOf(asDefinition(object));
    if (made.length === 0) this.forget(object);
    else {
      this.byDefinition.set(object.metadata.name ?? '', made);
      this.current = undefined;
    }
  }

  private forget({ metadata }: KubeObject): void {
    if (this.byDefinition.delete(metadata.name ?? '')) this.current = undefined;
  }
}

function matches(
  { group, version }: { readonly group: string; readonly version: string },
  key: 'resource' | 'kind',
  value: string,
) {
  return (info: CustomResource) =>
    info.group === group && info.version === version && info[key] === value;
}

function collect(list: readonly CustomResource[]): CustomResources {
  if (list.length === 0) return none;
  const names = [...new Set(list.map(({ group }) => group))].sort();
  const own = names.map((group) => {
    const versions = [
      ...new Set(list.filter((info) => info.group === group).map(({ version }) => version)),
    ].sort(compareVersions);
    const prioritized = versions.map((version) => ({ version, priority: customVersionPriority }));
    return { group, groupPriority: customGroupPriority, versions: prioritized };
  });
  const sorted = [...list].sort(
    (a, b) =>
      names.indexOf(a.group) - names.indexOf(b.group) ||
      compareVersions(a.version, b.version) ||
      (a.resource < b.resource ? -1 : 1),
  );
  // A group that is built in already is not listed a second time.
  const isNew = ({ group }: GroupInfo) => !groups.some((known) => known.group === group);
  return { list: sorted, groups: own.filter(isNew) };
}
