import { covers, type Role, type RoleBinding } from '@drillyard/rbac';
import { describe, expect, it } from 'vitest';
import { bootstrapRbacObjects } from './bootstrap-rbac.js';

const objects = bootstrapRbacObjects();
const named = (resource: string) =>
  new Map(
    objects
      .filter((each) => each.resource.resource === resource)
      .map(({ object: { metadata, ...rest } }) => {
        const key = [metadata.namespace, metadata.name].filter(Boolean).join('/');
        return [key, { ...rest, metadata }];
      }),
  );
const clusterRoles = named('clusterroles') as Map<string, Role>;
const roles = named('roles') as Map<string, Role>;
const bindings = [
  ...named('clusterrolebindings').values(),
  ...named('rolebindings').values(),
] as RoleBinding[];

describe('bootstrapRbacObjects', () => {
  /** A fresh kube-apiserver 1.36 has 69, 50, 7 and 7; the rest is kubeadm's. */
  it.each([
    ['clusterroles', 69 + 2],
    ['clusterrolebindings', 50 + 8],
    ['roles', 7 + 4],
    ['rolebindings', 7 + 4],
  ])('has all %s', (resource, count) => {
    expect(named(resource).size).toBe(count);
  });

  it('carries nothing of a vendor', () => {
    expect(JSON.stringify(objects)).not.toMatch(/openshift|service-ca/);
  });

  it.each(bindings.map((binding) => [binding.metadata.name, binding] as const))(
    '%s binds a role that exists',
    (_, { roleRef, metadata }) => {
      const found =
        roleRef.kind === 'Role'
          ? roles.get(`${metadata.namespace}/${roleRef.name}`)
          : clusterRoles.get(roleRef.name);
      expect(found).toBeDefined();
    },
  );

  it('gathers the rules of aggregated roles, each in the next', () => {
    const rulesOf = (name: string) => clusterRoles.get(name)?.rules ?? [];
    for (const [larger, smaller] of [
      ['edit', 'view'],
      ['admin', 'edit'],
      ['admin', 'system:aggregate-to-admin'],
    ] as const) {
      expect(rulesOf(smaller).length).toBeGreaterThan(0);
      expect(covers(rulesOf(larger), rulesOf(smaller))).toBe(true);
      expect(covers(rulesOf(smaller), rulesOf(larger))).toBe(false);
    }
  });

  it('marks what the API server keeps up, and only that', () => {
    expect(clusterRoles.get('edit')?.metadata).toEqual({
      name: 'edit',
      labels: {
        'kubernetes.io/bootstrapping': 'rbac-defaults',
        'rbac.authorization.k8s.io/aggregate-to-admin': 'true',
      },
      annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    });
    expect(named('clusterrolebindings').get('kubeadm:cluster-admins')).toMatchObject({
      metadata: { name: 'kubeadm:cluster-admins' },
      subjects: [
        { kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'kubeadm:cluster-admins' },
      ],
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
    });
  });
});
