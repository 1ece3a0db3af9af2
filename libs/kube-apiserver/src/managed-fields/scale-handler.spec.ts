import type { ResourceInfo } from '@drillyard/kube-schema';
import { findResource } from '@drillyard/kube-schema';
import { expect, test } from 'vitest';
import type { ManagedFieldsEntry } from './managed-fields-entry.js';
import { toParentManagedFields, toScaleManagedFields } from './scale-handler.js';

const deployments = findResource({
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
}) as ResourceInfo;

const entry = (manager: string, fieldsV1: object, apiVersion = 'apps/v1'): ManagedFieldsEntry => ({
  manager,
  operation: 'Apply',
  apiVersion,
  fieldsType: 'FieldsV1',
  fieldsV1,
});
const replicas = { 'f:spec': { 'f:replicas': {} } };
const more = { 'f:spec': { 'f:paused': {}, 'f:replicas': {} } };
const scale = 'autoscaling/v1';

test('a Scale shows the owners of the replicas alone', () => {
  const parent = [entry('a', more), entry('b', { 'f:spec': { 'f:paused': {} } })];
  expect(toScaleManagedFields(deployments, parent)).toEqual([entry('a', replicas, scale)]);
});

test.each([
  ['whoever keeps them stays', [entry('a', replicas, scale)], [entry('a', more)]],
  [
    'whoever loses them keeps the rest',
    [entry('b', replicas, scale)],
    [entry('a', { 'f:spec': { 'f:paused': {} } }), entry('b', replicas)],
  ],
  ['nobody may own them', [], [entry('a', { 'f:spec': { 'f:paused': {} } })]],
])('%s', (_, after, expected) => {
  expect(toParentManagedFields(deployments, [entry('a', more)], after)).toEqual(expected);
});
