import type { KubeObject } from '@drillyard/kube-objects';
import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
  quantityValue,
} from '@drillyard/kube-schema';
import { podResources } from '../quota/pod-resources.js';
import { parseResourceList, type ResourceList } from '../quota/resource-list.js';
import type { Draft } from '../registry/resource-strategy.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import { admissionForbidden, createdPodSpec } from './pod-under-admission.js';

const limitRanges = { group: '', resource: 'limitranges' };
const limitRangerAnnotation = 'kubernetes.io/limit-ranger';

/**
 * Gives containers the requests and limits their namespace has for those who name none, and holds
 * pods and claims within its bounds (upstream `plugin/pkg/admission/limitranger`).
 */
export class LimitRanger implements AdmissionPlugin {
  readonly name = 'LimitRanger';

  constructor(private readonly reader: ObjectReader) {}

  admit(attributes: AdmissionAttributes): void {
    const spec = createdPodSpec(attributes);
    if (spec === undefined) return;
    for (const range of this.ranges(attributes)) {
      const notes = [
        ...(spec['containers'] ?? []).flatMap((c: Draft) => fillIn(c, 'container', range)),
        ...(spec['initContainers'] ?? []).flatMap((c: Draft) => fillIn(c, 'init container', range)),
      ];
      if (notes.length === 0) continue;
      const { metadata } = attributes.object as unknown as Draft;
      const note = `LimitRanger plugin set: ${notes.join('; ')}`;
      metadata.annotations = { ...metadata.annotations, [limitRangerAnnotation]: note };
    }
  }

  validate(attributes: AdmissionAttributes): void {
    const { operation, group, resource, subresource, object, oldObject } = attributes;
    if (group !== '' || subresource !== '' || object === undefined) return;
    if (oldObject?.metadata.deletionTimestamp !== undefined) return;
    const spec = (object['spec'] ?? {}) as Draft;
    const isPod = resource === 'pods' && operation === 'CREATE';
    const isClaim = resource === 'persistentvolumeclaims';
    if (!isPod && !isClaim) return;
    for (const range of this.ranges(attributes)) {
      const limits = itemsOf(range);
      const errors = new Set(
        limits.flatMap((limit) => (isPod ? podErrors(limit, spec) : claimErrors(limit, spec))),
      );
      if (errors.size === 0) continue;
      const [first = ''] = errors;
      const why = errors.size === 1 ? first : `[${[...errors].join(', ')}]`;
      throw admissionForbidden(attributes, why);
    }
  }

  private ranges({ namespace }: AdmissionAttributes): KubeObject[] {
    return namespace === '' ? [] : [...this.reader.list(limitRanges, namespace)];
  }
}

function itemsOf(range: KubeObject): Draft[] {
  return ((range['spec'] ?? {}) as Draft)['limits'] ?? [];
}

/** Fills in what a container leaves out, and says what. */
function fillIn(container: Draft, what: string, range: KubeObject): string[] {
  const items = itemsOf(range).filter(({ type }) => type === 'Container');
  const notes: string[] = [];
  for (const [list, source, word] of [
    ['requests', 'defaultRequest', 'request'],
    ['limits', 'default', 'limit'],
  ] as const) {
    const defaults: Record<string, string> = Object.assign({}, ...items.map((i) => i[source]));
    const given: Record<string, string> = container['resources']?.[list] ?? {};
    const names = Object.keys(defaults).filter((name) => given[name] === undefined);
    if (names.length === 0) continue;
    container['resources'] = { ...container['resources'], [list]: { ...defaults, ...given } };
    notes.push(`${names.sort().join(', ')} ${word} for ${what} ${container['name']}`);
  }
  return notes;
}

function podErrors(limit: Draft, spec: Draft): string[] {
  if (limit['type'] === 'Pod') {
    return boundErrors(limit, podResources(spec, 'requests'), podResources(spec, 'limits'));
  }
  if (limit['type'] !== 'Container') return [];
  const containers: Draft[] = [...(spec['containers'] ?? []), ...(spec['initContainers'] ?? [])];
  return containers.flatMap(({ resources }) =>
    boundErrors(
      limit,
      parseResourceList(resources?.requests),
      parseResourceList(resources?.limits),
    ),
  );
}

/** Of a claim only the requests count. */
function claimErrors(limit: Draft, { resources }: Draft): string[] {
  if (limit['type'] !== 'PersistentVolumeClaim') return [];
  const requests = parseResourceList(resources?.requests);
  const { max, ...others } = limit;
  const tooLarge = each(max).flatMap(([name, enforced]) => {
    const rule = `maximum ${name} usage per ${limit['type']} is ${formatQuantity(enforced)}`;
    const asked = requests.get(name);
    if (asked === undefined) return [`${rule}.  No request is specified`];
    return exceeds(asked, enforced) ? [`${rule}, but request is ${formatQuantity(asked)}`] : [];
  });
  return [
    ...boundErrors({ ...others, maxLimitRequestRatio: {} }, requests, new Map()),
    ...tooLarge,
  ];
}

function boundErrors(limit: Draft, requests: ResourceList, limits: ResourceList): string[] {
  const { type, min, max, maxLimitRequestRatio } = limit;
  const usage = (word: string, name: string, enforced: Quantity) =>
    `${word} ${name} usage per ${type} is ${formatQuantity(enforced)}`;
  const tooSmall = each(min).flatMap(([name, enforced]) => {
    const rule = usage('minimum', name, enforced);
    const [request, cap] = [requests.get(name), limits.get(name)];
    if (request === undefined) return [`${rule}.  No request is specified`];
    if (exceeds(enforced, request)) return [`${rule}, but request is ${formatQuantity(request)}`];
    return cap && exceeds(enforced, cap) ? [`${rule}, but limit is ${formatQuantity(cap)}`] : [];
  });
  const tooLarge = each(max).flatMap(([name, enforced]) => {
    const rule = usage('maximum', name, enforced);
    const [request, cap] = [requests.get(name), limits.get(name)];
    if (cap === undefined) return [`${rule}.  No limit is specified`];
    if (exceeds(cap, enforced)) return [`${rule}, but limit is ${formatQuantity(cap)}`];
    const over = request !== undefined && exceeds(request, enforced);
    return over ? [`${rule}, but request is ${formatQuantity(request)}`] : [];
  });
  const ratios = each(maxLimitRequestRatio).flatMap(([name, enforced]) =>
    ratioErrors(
      `${name} max limit to request ratio per ${type} is ${formatQuantity(enforced)}`,
      enforced,
      requests.get(name),
      limits.get(name),
    ),
  );
  return [...tooSmall, ...tooLarge, ...ratios];
}

function ratioErrors(
  rule: string,
  enforced: Quantity,
  request: Quantity | undefined,
  limit: Quantity | undefined,
): string[] {
  if (request === undefined || request.unscaled === 0n) {
    return [`${rule}, but no request is specified or request is 0`];
  }
  if (limit === undefined || limit.unscaled === 0n) {
    return [`${rule}, but no limit is specified or limit is 0`];
  }
  const ratio = thousandths(limit) / thousandths(request);
  const tooLarge = ratio * 1000 > thousandths(enforced);
  return tooLarge ? [`${rule}, but provided ratio is ${ratio.toFixed(6)}`] : [];
}

/** In order of their names: upstream leaves it to chance. */
function each(list: unknown): [string, Quantity][] {
  return [...parseResourceList(list)].sort(([a], [b]) => (a < b ? -1 : 1));
}

function exceeds(a: Quantity, b: Quantity): boolean {
  return compareQuantities(a, b) > 0;
}

const thousandth = parseQuantity('1m');

/** The amount as upstream compares it (`Quantity.MilliValue`). */
function thousandths({ unscaled, scale, format }: Quantity): number {
  return Number(quantityValue({ unscaled, scale: scale - thousandth.scale, format }));
}
