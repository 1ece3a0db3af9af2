import type { KubeObject } from '@drillyard/kube-objects';
import { resources } from '@drillyard/kube-schema';
import { expect, test } from 'vitest';
import { namespaceConditions } from './namespace-conditions.js';

const configMaps = resources.find(({ resource }) => resource === 'configmaps');
const roles = resources.find(({ resource }) => resource === 'roles');

function contentOf(finalizers: readonly string[][]) {
  if (configMaps === undefined || roles === undefined) throw new Error('no such resources');
  return finalizers.map((list, index) => {
    const metadata = { name: `o-${index}`, finalizers: list };
    const object: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    return [index === 0 ? roles : configMaps, object] as const;
  });
}

test('tells what holds a namespace back', () => {
  const conditions = namespaceConditions(contentOf([['b/x'], ['a/x', 'b/x'], []]), [], 'now');
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

test('keeps the time of what has not turned', () => {
  const before = namespaceConditions(contentOf([['b/x']]), [], 'then');
  const after = namespaceConditions(contentOf([[]]), before, 'now');
  expect(after.map(({ lastTransitionTime }) => lastTransitionTime)).toEqual([
    ...['then', 'then', 'then', 'then'],
    'now',
  ]);
});
