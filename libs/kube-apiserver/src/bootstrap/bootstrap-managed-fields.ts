import { parseApiVersion } from '@drillyard/kube-objects';
import { FieldPathSet, fieldNameElement } from '@drillyard/kube-patch';
import { FieldManager } from '../managed-fields/field-manager.js';
import type { ManagedFieldsEntry } from '../managed-fields/managed-fields-entry.js';
import type { BaseObject } from '../storage/shared-base.js';

/** What strategies and controllers, not the one who created the object, put into it. */
const addedLater: Readonly<Record<string, readonly string[]>> = {
  namespaces: ['spec', 'status'],
  services: ['spec.clusterIPs', 'spec.ipFamilies', 'status'],
};
/** Rules of a role that aggregates others. */
const aggregatedRules = ['rules'];
const aggregationController = 'clusterrole-aggregation-controller';

/** Each cluster puts the time of its birth in place of this. */
const time = '1970-01-01T00:00:00Z';

/** A bootstrap object with its owners: the API server itself, which creates them all. */
export function withBootstrapOwners(base: BaseObject): BaseObject {
  const { resource, object } = base;
  // Accounts are made by the controller manager, which sets no field of them.
  if (resource.resource === 'serviceaccounts') return base;
  const isAggregated = object['aggregationRule'] !== undefined;
  const reset = isAggregated ? aggregatedRules : (addedLater[resource.resource] ?? []);
  const manager = new FieldManager({
    kind: { ...parseApiVersion(object.apiVersion), kind: object.kind },
    subresource: '',
    resetFields: FieldPathSet.of(...reset.map((path) => path.split('.').map(fieldNameElement))),
  });
  const own = manager.update(undefined, object, { manager: 'kube-apiserver', time }) ?? [];
  const managedFields = isAggregated ? [rulesOwner(object.apiVersion), ...own] : own;
  return { resource, object: { ...object, metadata: { ...object.metadata, managedFields } } };
}

function rulesOwner(apiVersion: string): ManagedFieldsEntry {
  return {
    manager: aggregationController,
    operation: 'Apply',
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:rules': {} },
  };
}
