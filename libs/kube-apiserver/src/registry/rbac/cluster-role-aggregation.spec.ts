import type { KubeObject } from '@drillyard/kube-objects';
import type { PolicyRule, Role } from '@drillyard/rbac';
import { describe, expect, it } from 'vitest';
import { given, newStorage } from '../../testing/new-storage.js';
import { ClusterRoleAggregation } from './cluster-role-aggregation.js';

const clusterRoles = { group: 'rbac.authorization.k8s.io', resource: 'clusterroles' };
const resource = 'clusterroles.rbac.authorization.k8s.io';

function newRole(
  name: string,
  labels: Record<string, string>,
  rules: readonly PolicyRule[],
  selectors?: object[],
) {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name, labels },
    rules,
    ...(selectors && { aggregationRule: { clusterRoleSelectors: selectors } }),
  };
}
const reading = (what: string): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [''],
  resources: [what],
});

/** A cluster whose aggregated roles are kept up; `settled` resolves when all writes have had their effect. */
function newWorld() {
  const storage = newStorage();
  const writes: string[] = [];
  const errors: unknown[] = [];
  const aggregation = new ClusterRoleAggregation(
    storage,
    async (name, rules) => {
      writes.push(name);
      const role = storage.get(clusterRoles, '', name) as KubeObject;
      storage.update(clusterRoles, { ...role, rules }, role);
    },
    (error) => errors.push(error),
  );
  const rulesOf = (name: string) => (storage.get(clusterRoles, '', name) as Role).rules;
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { storage, writes, errors, aggregation, rulesOf, settled };
}

describe('ClusterRoleAggregation', () => {
  it('gathers by label and by expression, in the order of names, nothing twice', async () => {
    const { storage, rulesOf, settled } = newWorld();
    const selectors = [
      { matchLabels: { to: 'mine' } },
      { matchExpressions: [{ key: 'also', operator: 'In', values: ['yes'] }] },
    ];
    given(storage, resource, newRole('mine', {}, [reading('stale')], selectors));
    given(storage, resource, newRole('z', { to: 'mine' }, [reading('pods'), reading('nodes')]));
    given(storage, resource, newRole('a', { to: 'mine', also: 'yes' }, [reading('pods')]));
    given(storage, resource, newRole('other', { to: 'yours' }, [reading('secrets')]));
    await settled();
    expect(rulesOf('mine')).toEqual([reading('pods'), reading('nodes')]);
  });

  it('reaches roles that gather from it, such as edit and admin', async () => {
    const { storage, rulesOf, settled } = newWorld();
    const label = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
    given(storage, resource, newRole('widgets', label, [reading('widgets')]));
    await settled();
    for (const name of ['view', 'edit', 'admin'])
      expect(rulesOf(name)).toContainEqual(reading('widgets'));
  });

  it('writes nothing where nothing changes, and comes to rest where roles gather each other', async () => {
    const { storage, writes, rulesOf, settled } = newWorld();
    given(storage, resource, newRole('plain', {}, [reading('pods')]));
    await settled();
    expect(writes).toEqual([]);
    given(
      storage,
      resource,
      newRole('left', { side: 'left' }, [], [{ matchLabels: { side: 'right' } }]),
    );
    given(
      storage,
      resource,
      newRole('right', { side: 'right' }, [], [{ matchLabels: { side: 'left' } }]),
    );
    given(storage, resource, newRole('seed', { side: 'left' }, [reading('pods')]));
    await settled();
    expect(rulesOf('right')).toEqual([reading('pods')]);
    expect(rulesOf('left')).toEqual([reading('pods')]);
  });

  it('stops when it is closed, and tells of a write that failed', async () => {
    const { storage, errors, aggregation, rulesOf, settled } = newWorld();
    const failing = new ClusterRoleAggregation(
      storage,
      () => Promise.reject(new Error('full')),
      (error) => errors.push(error),
    );
    aggregation.close();
    given(
      storage,
      resource,
      newRole('mine', {}, [reading('stale')], [{ matchLabels: { to: 'mine' } }]),
    );
    await settled();
    expect(rulesOf('mine')).toEqual([reading('stale')]);
    expect(errors).toEqual([new Error('full')]);
    failing.close();
  });
});
