import type { NamespacedObjects } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { expect, test } from 'vitest';
import { coreResource } from '../api/core.js';
import { namespaceConditions } from './namespace-conditions.js';

const configMaps = coreResource('ConfigMap', 'configmaps');
const roles = {
  ...{ group: 'rbac.authorization.k8s.io', version: 'v1' },
  ...{ resource: 'roles', kind: 'Role', namespaced: true },
};

function contentOf(role: readonly string[], ...maps: readonly string[][]) {
  const objectsWith = (lists: readonly (readonly string[])[]): KubeObject[] =>
    lists.map((finalizers, index) => {
      const metadata = { name: `o-${index}`, finalizers };
      return { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    });
  const remaining: NamespacedObjects[] = [
    { resource: roles, objects: objectsWith([role]) },
    ...(maps.length === 0 ? [] : [{ resource: configMaps, objects: objectsWith(maps) }]),
  ];
  return { remaining, failures: [] };
}

test('tells what holds a namespace back', () => {
  const conditions = namespaceConditions(contentOf(['b/x'], ['a/x', 'b/x'], []), [], 'now');
  expect(conditions.map(({ status }) => status)).toEqual([
    'False',
    'False',
    'False',
    'True',
    'True',
  ]);
  expect(conditions.slice(3).map(({ message }) => message)).toEqual([
    'Some resources are remaining: configmaps. has 2 resource instances, roles.rbac.authorization.k8s.io has 1 resource instances',
    'Some content in the namespace has finalizers remaining: a/x in 1 resource instances, b/x in 2 resource instances',
  ]);
});

test('tells what could not be deleted', () => {
  const [, , failure] = namespaceConditions({ remaining: [], failures: ['b', 'a'] }, [], 'now');
  expect(failure).toMatchObject({
    type: 'NamespaceDeletionContentFailure',
    status: 'True',
    reason: 'ContentDeletionFailed',
    message: 'Failed to delete all resource types, 2 remaining: a, b',
  });
});

test('keeps the time of what has not turned', () => {
  const before = namespaceConditions(contentOf(['b/x']), [], 'then');
  const after = namespaceConditions(contentOf([]), before, 'now');
  expect(after.map(({ lastTransitionTime }) => lastTransitionTime)).toEqual([
    ...['then', 'then', 'then', 'then'],
    'now',
  ]);
});
