import { formatApiVersion } from '@drillyard/kube-objects';
import { FieldPathSet, fieldNameElement, type VersionedSet } from '@drillyard/kube-patch';
import type { ResourceInfo } from '@drillyard/kube-schema';
import { CustomResource } from '../apiextensions/serving/custom-resource.js';
import { decodeManagedFields, encodeManagedFields } from './managed.js';
import type { ManagedFieldsEntry } from './managed-fields-entry.js';

const scaleApiVersion = 'autoscaling/v1';
const usualReplicas = [fieldNameElement('spec'), fieldNameElement('replicas')];
const scaleReplicasOnly = FieldPathSet.of(usualReplicas);

/** Where a workload keeps its replicas; definitions say where their objects do. */
function replicasPathOf(info: ResourceInfo) {
  const path = info instanceof CustomResource ? info.scale?.specReplicasPath : undefined;
  return path?.map(fieldNameElement) ?? usualReplicas;
}

/** `metadata.managedFields` of an object or a Scale. */
export type OwnerEntries = readonly ManagedFieldsEntry[] | undefined;

/** Who owns the replicas of a workload, as owners of its Scale (apimachinery `ScaleHandler`). */
export function toScaleManagedFields(info: ResourceInfo, parent: OwnerEntries): OwnerEntries {
  const { fields, times } = decodeManagedFields(parent);
  const own = formatApiVersion(info);
  const replicas = replicasPathOf(info);
  const scaled = new Map<string, VersionedSet>();
  for (const [manager, { set, apiVersion, isApplied }] of fields) {
    if (apiVersion !== own || !set.has(replicas)) continue;
    scaled.set(manager, { set: scaleReplicasOnly, apiVersion: scaleApiVersion, isApplied });
  }
  return encodeManagedFields({ fields: scaled, times });
}

/** The owners of a workload after those of its Scale have changed. */
export function toParentManagedFields(
  info: ResourceInfo,
  parent: OwnerEntries,
  scale: OwnerEntries,
): OwnerEntries {
  const own = formatApiVersion(info);
  const replicas = replicasPathOf(info);
  const replicasOnly = FieldPathSet.of(replicas);
  const { fields, times } = decodeManagedFields(parent);
  const scaled = decodeManagedFields(scale);
  const merged = new Map<string, VersionedSet>();
  const mergedTimes = new Map<string, string>();
  const keep = (manager: string, owned: VersionedSet, time: string | undefined) => {
    merged.set(manager, owned);
    if (time !== undefined) mergedTimes.set(manager, time);
  };
  for (const [manager, owned] of fields) {
    if (owned.apiVersion !== own) continue;
    const isTaken = owned.set.has(replicas) && !scaled.fields.has(manager);
    const set = isTaken ? owned.set.difference(replicasOnly) : owned.set;
    if (!set.isEmpty) keep(manager, { ...owned, set }, times.get(manager));
  }
  for (const [manager, { set, isApplied }] of scaled.fields) {
    if (
      !set.has(usualReplicas) ||
      (fields.has(manager) && fields.get(manager)?.set.has(replicas))
    ) {
      continue;
    }
    keep(manager, { set: replicasOnly, apiVersion: own, isApplied }, times.get(manager));
  }
  return encodeManagedFields({ fields: merged, times: mergedTimes });
}
