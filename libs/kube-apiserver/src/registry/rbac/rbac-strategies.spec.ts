import type { KubeObject } from '@drillyard/kube-objects';
import { describe, expect, it } from 'vitest';
import { StatusError } from '../../status-error.js';
import { given, newStorage } from '../../testing/new-storage.js';
import { newRequestContext } from '../../testing/request-context.js';
import { aggregateMessage } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { clusterRoleBindingStrategy, roleBindingStrategy } from './binding-strategies.js';
import { clusterRoleStrategy, roleStrategy } from './role-strategies.js';

const group = 'rbac.authorization.k8s.io';
const apiVersion = `${group}/v1`;
const podReader = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };

function newRole(name: string, rules: unknown, rest: object = {}): Draft {
  return { apiVersion, kind: 'Role', metadata: { name, namespace: 'ns1' }, rules, ...rest };
}
function newBinding(
  name: string,
  roleRef: object,
  subjects: unknown = [],
  rest: object = {},
): Draft {
  return {
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name, namespace: 'ns1' },
    roleRef,
    subjects,
    ...rest,
  };
}

/** What a real kube-apiserver 1.36 answers to the same objects. */
describe('validate', () => {
  const mistakes = async (strategy: ResourceStrategy, draft: Draft) => {
    strategy.setDefaults?.(draft);
    const context = newRequestContext(newStorage(), 'x');
    const errors = (await strategy.validate?.(draft, context)) ?? [];
    return errors.length === 0 ? '' : aggregateMessage(errors);
  };

  it.each([
    ['a role', roleStrategy, newRole('a', [podReader]), ''],
    ['no rules', roleStrategy, newRole('a', null), ''],
    [
      'rules of nothing',
      roleStrategy,
      newRole('a', [{ verbs: null, nonResourceURLs: ['/x'], apiGroups: [''] }, { verbs: ['get'] }]),
      '[rules[0].verbs: Required value: verbs must contain at least one value, rules[0].nonResourceURLs: Invalid value: ["/x"]: namespaced rules cannot apply to non-resource URLs, rules[0].nonResourceURLs: Invalid value: ["/x"]: rules cannot apply to both regular resources and non-resource URLs, rules[1].apiGroups: Required value: resource rules must supply at least one api group, rules[1].resources: Required value: resource rules must supply at least one resource]',
    ],
    [
      'URLs of the cluster',
      clusterRoleStrategy,
      newRole('a', [{ verbs: ['get'], nonResourceURLs: ['/x'] }]),
      '',
    ],
    [
      'an empty aggregation',
      clusterRoleStrategy,
      newRole('a', [], { aggregationRule: {} }),
      'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
    ],
    [
      'an aggregation by odd selectors',
      clusterRoleStrategy,
      newRole('a', [], {
        aggregationRule: {
          clusterRoleSelectors: [
            {
              matchExpressions: [
                { key: 'x', operator: 'In' },
                { key: 'x', operator: 'Exists', values: ['a'] },
                { key: 'x', operator: 'Foo' },
              ],
            },
          ],
        },
      }),
      "[aggregationRule.clusterRoleSelectors[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn', aggregationRule.clusterRoleSelectors[0].matchExpressions[1].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist', aggregationRule.clusterRoleSelectors[0].matchExpressions[2].operator: Invalid value: \"Foo\": not a valid selector operator, aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.]",
    ],
    [
      'a binding',
      roleBindingStrategy,
      newBinding('a', { kind: 'Role', name: 'A:b' }, [
        { kind: 'User', name: 'jane' },
        { kind: 'ServiceAccount', name: 'ci' },
      ]),
      '',
    ],
    [
      'a binding of nobody to nothing',
      roleBindingStrategy,
      newBinding('a', { kind: 'Rol', name: '' }, [
        { kind: 'User' },
        { kind: 'ServiceAccount', name: 'ci', apiGroup: 'x' },
        { kind: 'Foo', name: 'x' },
      ]),
      '[roleRef.kind: Unsupported value: "Rol": supported values: "Role", "ClusterRole", roleRef.name: Required value, subjects[0].name: Required value, subjects[1].apiGroup: Unsupported value: "x": supported values: "", subjects[2].kind: Unsupported value: "Foo": supported values: "ServiceAccount", "User", "Group"]',
    ],
    [
      'a cluster binding to what is in a namespace',
      clusterRoleBindingStrategy,
      newBinding('a', { kind: 'Role', name: 'a/b', apiGroup: 'z' }, [
        { kind: 'User', name: 'x', apiGroup: 'y' },
        { kind: 'ServiceAccount', name: 'a' },
      ]),
      '[roleRef.apiGroup: Unsupported value: "z": supported values: "rbac.authorization.k8s.io", roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole", roleRef.name: Invalid value: "a/b": may not contain \'/\', subjects[0].apiGroup: Unsupported value: "y": supported values: "rbac.authorization.k8s.io", subjects[1].namespace: Required value]',
    ],
  ])('%s', async (_, strategy, draft, message) => {
    expect(await mistakes(strategy, draft)).toBe(message);
  });

  it('does not let a binding refer to another role later', () => {
    const old = newBinding('a', {
      apiGroup: group,
      kind: 'Role',
      name: 'one',
    }) as unknown as KubeObject;
    const changed = newBinding('a', { apiGroup: group, kind: 'Role', name: 'other' });
    const context = newRequestContext(newStorage(), 'x');
    const errors = roleBindingStrategy.validateUpdate?.(changed, old, context) ?? [];
    expect(aggregateMessage(errors)).toBe(
      'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"other"}: cannot change roleRef',
    );
  });
});

describe('escalation', () => {
  /** omar may write roles and bindings of ns1, read pods, bind `view`, and nothing else. */
  function newWorld(...extraRules: object[]) {
    const storage = newStorage();
    const rules = [
      {
        verbs: ['*'],
        apiGroups: [group],
        resources: ['roles', 'rolebindings'],
        resourceNames: ['x'],
      },
      podReader,
      { verbs: ['bind'], apiGroups: [group], resources: ['clusterroles'], resourceNames: ['view'] },
      ...extraRules,
    ];
    given(storage, `roles.${group}`, newRole('maker', rules));
    const omar = [{ apiGroup: group, kind: 'User', name: 'omar' }];
    given(
      storage,
      `rolebindings.${group}`,
      newBinding('maker', { apiGroup: group, kind: 'Role', name: 'maker' }, omar),
    );
    return newRequestContext(storage, 'omar', { namespace: 'ns1' });
  }
  const refusal = async (strategy: ResourceStrategy, draft: Draft, context = newWorld()) => {
    strategy.setDefaults?.(draft);
    try {
      await strategy.prepareForCreate?.(draft, context);
      return undefined;
    } catch (error) {
      if (error instanceof StatusError) return { code: error.code, message: error.message };
      throw error;
    }
  };
  const asked =
    'user "omar" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n';

  it.each([
    ['what is held', roleStrategy, newRole('e', [podReader])],
    ['nothing', roleStrategy, newRole('e', null)],
    [
      'a role that may be bound',
      roleBindingStrategy,
      newBinding('e', { kind: 'ClusterRole', name: 'view' }),
    ],
    [
      'a role whose rules are held',
      roleBindingStrategy,
      newBinding('e', { kind: 'ClusterRole', name: 'system:public-info-viewer' }),
    ],
    [
      'a role of the namespace',
      roleBindingStrategy,
      newBinding('e', { kind: 'Role', name: 'maker' }),
    ],
  ])('lets pass %s', async (_, strategy, draft) => {
    expect(await refusal(strategy, draft)).toBeUndefined();
  });

  it.each([
    [
      'more than is held',
      roleStrategy,
      newRole('e', [{ ...podReader, verbs: ['get', 'list'] }]),
      403,
      `roles.rbac.authorization.k8s.io "e" is forbidden: ${asked}{APIGroups:[""], Resources:["pods"], Verbs:["list"]}`,
    ],
    [
      'an aggregation',
      clusterRoleStrategy,
      newRole('e', null, {
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] },
      }),
      403,
      'clusterroles.rbac.authorization.k8s.io "e" is forbidden: must have cluster-admin privileges to use the aggregationRule',
    ],
    [
      'everything',
      roleBindingStrategy,
      newBinding('e', { kind: 'ClusterRole', name: 'cluster-admin' }),
      403,
      `rolebindings.rbac.authorization.k8s.io "e" is forbidden: ${asked}{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}`,
    ],
    [
      'a role that is missing',
      roleBindingStrategy,
      newBinding('e', { kind: 'ClusterRole', name: 'zz' }),
      404,
      'rolebindings.rbac.authorization.k8s.io "zz" not found',
    ],
    [
      'a role of another kind',
      roleBindingStrategy,
      newBinding('e', { kind: 'Foo', name: 'zz' }),
      500,
      'unsupported role reference kind: "Foo"',
    ],
  ])('refuses %s', async (_, strategy, draft, code, message) => {
    expect(await refusal(strategy, draft)).toEqual({ code, message });
  });

  it('lets those grant anything who may escalate, and the privileged', async () => {
    const everything = newRole('e', [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]);
    const escalating = newWorld({ verbs: ['escalate'], apiGroups: [group], resources: ['roles'] });
    expect(await refusal(roleStrategy, everything, escalating)).toBeUndefined();
    const privileged = newRequestContext(newStorage(), 'root', { groups: ['system:masters'] });
    expect(await refusal(roleStrategy, everything, privileged)).toBeUndefined();
    expect(
      await refusal(
        clusterRoleBindingStrategy,
        newBinding('e', { kind: 'ClusterRole', name: 'cluster-admin' }),
        privileged,
      ),
    ).toBeUndefined();
  });

  it('checks updates like creates, but for what garbage collection changes', async () => {
    const old = newRole('e', [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]);
    const finalized = { ...old, metadata: { ...old['metadata'], finalizers: ['x'] } };
    const relabelled = { ...old, metadata: { ...old['metadata'], labels: { a: 'b' } } };
    const update = (draft: Draft) =>
      roleStrategy.prepareForUpdate?.(draft, old as unknown as KubeObject, newWorld());
    await expect(update(finalized)).resolves.toBeUndefined();
    await expect(update(relabelled)).rejects.toThrow('attempting to grant RBAC permissions');
  });
});
