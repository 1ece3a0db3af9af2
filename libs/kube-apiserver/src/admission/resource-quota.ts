import type { KubeObject } from '@drillyard/kube-objects';
import { compareQuantities } from '@drillyard/kube-schema';
import { isInScopes, isTerminating } from '../quota/quota-scopes.js';
import { computeUsage, quotaNamesOf, quotaUsage } from '../quota/quota-usage.js';
import {
  addLists,
  formatResourceList,
  maskList,
  parseResourceList,
  printResourceList,
  type ResourceList,
  subtractLists,
  zero,
} from '../quota/resource-list.js';
import { orderObject } from '../registry/generic/order-object.js';
import type { Draft } from '../registry/resource-strategy.js';
import type { Storage } from '../storage/storage.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { admissionForbidden } from './pod-under-admission.js';

export const resourceQuotas = { group: '', version: 'v1', resource: 'resourcequotas' };

/** Written by the cluster about what others do: never counted (`DefaultIgnoredResources`). */
const ignoredResources = ['/events', 'events.k8s.io/events'];
/** An update of these may use more than there was; of the others only the creation counts. */
const countedUpdates = ['pods', 'services', 'persistentvolumeclaims'];
/** Where a quota limits these, each container has to say what it wants of them. */
const mustBeSpecified = ['cpu', 'memory'].flatMap((name) => [
  name,
  `requests.${name}`,
  `limits.${name}`,
]);

/** A quota and what a request would add to it. */
interface Charge {
  readonly quota: KubeObject;
  readonly requested: ResourceList;
  readonly hard: ResourceList;
  readonly used: ResourceList;
}

/**
 * Holds what a namespace uses within its quotas (apiserver `admission/plugin/resourcequota`). What
 * is let through is written to the status at once, so that requests at the same time cannot each
 * take the last bit.
 */
export class ResourceQuota implements AdmissionPlugin {
  readonly name = 'ResourceQuota';

  constructor(
    private readonly storage: Storage,
    private readonly now: () => Date,
  ) {}

  validate(attributes: AdmissionAttributes): void {
    if (attributes.namespace === '' || !isCounted(attributes)) return;
    const charges: Charge[] = [];
    for (const quota of this.storage.list(resourceQuotas, attributes.namespace)) {
      const charge = this.charge(quota, attributes);
      if (charge !== undefined) charges.push(charge);
    }
    for (const charge of charges) refuseExceeded(charge, attributes);
    if (attributes.dryRun) return;
    for (const { quota, used, requested } of charges) {
      const status = {
        ...(quota['status'] as Draft),
        used: formatResourceList(addLists(used, requested)),
      };
      this.storage.update(resourceQuotas, orderObject({ ...quota, status }), quota);
    }
  }

  /** Undefined where the quota has nothing to do with the request. */
  private charge(quota: KubeObject, attributes: AdmissionAttributes): Charge | undefined {
    const { object, oldObject } = attributes;
    if (object === undefined || !isInScopes(quota, attributes, object)) return undefined;
    const status = (quota['status'] ?? {}) as Draft;
    const hard = parseResourceList(status['hard']);
    const used = parseResourceList(status['used']);
    const names = quotaNamesOf(attributes, hard.keys());
    if (names.length === 0) return undefined;
    refuseUnspecified(quota, names, attributes);
    if (names.some((name) => !used.has(name))) {
      const why = `status unknown for quota: ${quota.metadata.name}, resources: ${names.join(',')}`;
      throw admissionForbidden(attributes, why);
    }
    let usage = quotaUsage(attributes, object, this.now());
    if (oldObject !== undefined && isInScopes(quota, attributes, oldObject)) {
      usage = subtractLists(usage, quotaUsage(attributes, oldObject, this.now()));
    }
    const added = [...maskList(usage, names)].filter(
      ([, quantity]) => compareQuantities(quantity, zero) !== 0,
    );
    return added.length === 0 ? undefined : { quota, requested: new Map(added), hard, used };
  }
}

function isCounted(attributes: AdmissionAttributes): boolean {
  const { operation, group, resource, subresource, object, oldObject } = attributes;
  if (subresource !== '' || ignoredResources.includes(`${group}/${resource}`)) return false;
  if (operation === 'CREATE') return true;
  if (operation !== 'UPDATE' || group !== '' || !countedUpdates.includes(resource)) return false;
  if (resource !== 'pods') return true;
  const specs = [object, oldObject].map((pod) => (pod?.['spec'] ?? {}) as Draft);
  return new Set(specs.map(isTerminating)).size === 2;
}

function refuseExceeded(
  { quota, requested, hard, used }: Charge,
  attributes: AdmissionAttributes,
): void {
  const after = addLists(used, requested);
  const exceeded = [...requested.keys()].filter(
    (name) => compareQuantities(after.get(name) ?? zero, hard.get(name) ?? zero) > 0,
  );
  if (exceeded.length === 0) return;
  const [asked, taken, limited] = [requested, used, hard].map((list) =>
    printResourceList(maskList(list, exceeded)),
  );
  const why = `exceeded quota: ${quota.metadata.name}, requested: ${asked}, used: ${taken}, limited: ${limited}`;
  throw admissionForbidden(attributes, why);
}

function refuseUnspecified(
  quota: KubeObject,
  names: readonly string[],
  attributes: AdmissionAttributes,
): void {
  if (attributes.group !== '' || attributes.resource !== 'pods') return;
  const spec = (attributes.object?.['spec'] ?? {}) as Draft;
  if (spec['resources'] !== undefined) return;
  const containers: Draft[] = [...(spec['containers'] ?? []), ...(spec['initContainers'] ?? [])];
  const missing = names
    .filter((name) => mustBeSpecified.includes(name))
    .flatMap((name) => {
      const without = containers
        .filter(({ resources }) => {
          const lists = [resources?.requests, resources?.limits].map(parseResourceList);
          return !computeUsage(lists[0] ?? new Map(), lists[1] ?? new Map()).has(name);
        })
        .map((container) => container['name']);
      return without.length === 0 ? [] : [`${name} for: ${without.sort().join(',')}`];
    });
  if (missing.length === 0) return;
  const why = `failed quota: ${quota.metadata.name}: must specify ${missing.join('; ')}`;
  throw admissionForbidden(attributes, why);
}
