import { describe, expect, it } from 'vitest';
import { authorize } from './authorize.js';
import { findEscalation, fullAuthority } from './escalation-check.js';
import { rulesFor } from './rule-resolver.js';
import { ruleFromRow as rule } from './rule-row.js';
import { subjectMatches } from './subject-matching.js';
import { request, staticReader } from './testing/index.js';

const reader = staticReader({
  roles: {
    admin: [rule('* * *')],
    'pod-reader': [rule('get,list core pods')],
    'url-reader': [rule('get url:/apis/*')],
    'ns1/local': [rule('get core pods/status'), rule('* * */scale')],
  },
  bindings: {
    everywhere: 'ClusterRole pod-reader → User jane, Group readers',
    urls: 'ClusterRole url-reader → User jane',
    robots: 'ClusterRole pod-reader → ServiceAccount ns1/ci, ServiceAccount nowhere',
    'ns1/admins': 'ClusterRole admin → User root, Group admins',
    'ns1/local': 'Role local → User omar, ServiceAccount ci',
    'ns2/dangling': 'Role gone → User mei',
    'ns2/dangling-too': 'ClusterRole gone → User mei, User omar',
    'ns2/odd': 'Robot x → User mei',
  },
});

describe('authorize', () => {
  it.each([
    [
      'a cluster role binding',
      'get core pods',
      { namespace: 'any' },
      'ClusterRoleBinding "everywhere" of ClusterRole "pod-reader" to User "jane"',
    ],
    [
      'the same without a namespace',
      'list core pods',
      {},
      'ClusterRoleBinding "everywhere" of ClusterRole "pod-reader" to User "jane"',
    ],
    [
      'a group',
      'get core pods',
      { user: 'x', groups: ['readers'] },
      'ClusterRoleBinding "everywhere" of ClusterRole "pod-reader" to Group "readers"',
    ],
    [
      'a URL',
      'get /apis/apps',
      {},
      'ClusterRoleBinding "urls" of ClusterRole "url-reader" to User "jane"',
    ],
    [
      'a cluster role in a namespace',
      'watch x foobar',
      { user: 'joe', groups: ['admins'], namespace: 'ns1' },
      'RoleBinding "admins/ns1" of ClusterRole "admin" to Group "admins"',
    ],
    [
      'a subresource',
      'get core pods/status',
      { user: 'omar', namespace: 'ns1' },
      'RoleBinding "local/ns1" of Role "local" to User "omar"',
    ],
    [
      'a subresource of anything',
      'get apps deployments/scale',
      { user: 'omar', namespace: 'ns1' },
      'RoleBinding "local/ns1" of Role "local" to User "omar"',
    ],
    [
      'a service account',
      'get core pods',
      { user: 'system:serviceaccount:ns1:ci' },
      'ClusterRoleBinding "robots" of ClusterRole "pod-reader" to ServiceAccount "ci/ns1"',
    ],
    [
      'a service account of the namespace',
      'get core pods/status',
      { user: 'system:serviceaccount:ns1:ci', namespace: 'ns1' },
      'RoleBinding "local/ns1" of Role "local" to ServiceAccount "ci/ns1"',
    ],
  ])('allows by %s', (_, row, who, source) => {
    expect(authorize(request(row, who), reader)).toMatchObject({
      isAllowed: true,
      reason: `RBAC: allowed by ${source}`,
    });
  });

  it.each([
    ['another verb', 'delete core pods', {}, ''],
    ['another namespace', 'get core pods', { user: 'root', namespace: 'ns2' }, ''],
    ['the cluster scope by a role binding', 'get core nodes', { user: 'root' }, ''],
    ['a subresource by its resource', 'get core pods/log', {}, ''],
    ['a resource by its subresource', 'get core pods', { user: 'omar', namespace: 'ns1' }, ''],
    ['a URL above the prefix', 'get /apis', {}, ''],
    ['nobody', 'get core pods', { user: '' }, ''],
    [
      'a service account without a namespace',
      'get core pods',
      { user: 'system:serviceaccount::nowhere' },
      '',
    ],
    [
      'a role that is missing',
      'get core pods',
      { user: 'omar', namespace: 'ns2' },
      'RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found',
    ],
    [
      'several mistakes',
      'get core pods',
      { user: 'mei', namespace: 'ns2' },
      'RBAC: [role.rbac.authorization.k8s.io "gone" not found, clusterrole.rbac.authorization.k8s.io "gone" not found, unsupported role reference kind: "Robot"]',
    ],
  ])('has no opinion on %s', (_, row, who, reason) => {
    expect(authorize(request(row, who), reader)).toEqual({ isAllowed: false, reason });
  });
});

describe('rulesFor', () => {
  it('lists cluster rules first, and what could not be found', () => {
    const { rules, errors } = rulesFor({ name: 'jane', groups: ['admins'] }, 'ns1', reader);
    expect(
      rules.map(({ rule: each, source }) => [each.verbs, source.binding.metadata.name]),
    ).toEqual([
      [['get', 'list'], 'everywhere'],
      [['get'], 'urls'],
      [['*'], 'admins'],
    ]);
    expect(errors).toEqual([]);
    expect(rulesFor({ name: 'omar', groups: [] }, 'ns2', reader).errors).toHaveLength(1);
  });
});

/** Facts of upstream's `rule_test.go`, `TestAppliesTo`. */
describe('subjectMatches', () => {
  it.each([
    [{ kind: 'User', name: 'foobar' }, 'foobar', [], '', true],
    [{ kind: 'User', name: 'barfoo' }, 'foobar', [], '', false],
    [{ kind: 'User', name: '*' }, 'foobar', [], 'default', false],
    [{ kind: 'Group', name: 'foobar' }, 'zimzam', ['foobar'], 'namespace1', true],
    [{ kind: 'Group', name: 'foobar' }, 'foobar', [], '', false],
    [
      { kind: 'ServiceAccount', name: 'default', namespace: 'kube-system' },
      'system:serviceaccount:kube-system:default',
      [],
      'default',
      true,
    ],
    [
      { kind: 'ServiceAccount', name: 'default' },
      'system:serviceaccount:ns:default',
      [],
      'ns',
      true,
    ],
    [{ kind: 'ServiceAccount', name: 'default' }, 'system:serviceaccount::default', [], '', false],
    [{ kind: 'Robot', name: 'foobar' }, 'foobar', ['foobar'], '', false],
  ])('%j for %s of %j in "%s": %s', (subject, name, groups, namespace, expected) => {
    expect(subjectMatches(subject, { name, groups }, namespace)).toBe(expected);
  });
});

describe('findEscalation', () => {
  const jane = { name: 'jane', groups: ['system:authenticated'] };
  it('lets pass what is held', () => {
    expect(
      findEscalation(jane, 'ns1', [rule('get core pods foo')], reader, 'roles'),
    ).toBeUndefined();
    const root = { name: 'root', groups: [] };
    expect(findEscalation(root, 'ns1', [rule('* * *')], reader, 'roles')).toBeUndefined();
    expect(findEscalation(root, '', fullAuthority, reader, 'roles')).toBeDefined();
  });

  it('says what is missing, sorted and compact, as upstream does', () => {
    const asked = [
      rule('get,list,delete core,apps pods,deployments'),
      rule('get core secrets b,a'),
    ];
    expect(findEscalation(jane, 'ns1', asked, reader, 'roles')).toBe(
      [
        'user "jane" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:',
        '{APIGroups:[""], Resources:["deployments"], Verbs:["get" "list" "delete"]}',
        '{APIGroups:[""], Resources:["pods"], Verbs:["delete"]}',
        '{APIGroups:[""], Resources:["secrets"], ResourceNames:["a"], Verbs:["get"]}',
        '{APIGroups:[""], Resources:["secrets"], ResourceNames:["b"], Verbs:["get"]}',
        '{APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list" "delete"]}',
        '{APIGroups:["apps"], Resources:["pods"], Verbs:["get" "list" "delete"]}',
      ].join('\n'),
    );
  });

  it('names roles that are missing by the resource of the request, as upstream does', () => {
    const omar = { name: 'omar', groups: [] };
    expect(findEscalation(omar, 'ns2', [rule('get core pods')], reader, 'rolebindings')).toMatch(
      /Verbs:\["get"\]\}; resolution errors: \[rolebindings\.rbac\.authorization\.k8s\.io "gone" not found\]$/,
    );
  });
});
