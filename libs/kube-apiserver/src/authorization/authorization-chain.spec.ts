import { request } from '@drillyard/rbac/testing';
import { describe, expect, it } from 'vitest';
import { given, newStorage } from '../testing/new-storage.js';
import { createAuthorizationChain } from './authorization-modes.js';
import type { AuthorizationDecision, Authorizer } from './authorizer.js';
import { RbacAuthorizer } from './rbac-authorizer.js';
import { RbacObjectReader } from './rbac-object-reader.js';
import { UnionAuthorizer } from './union-authorizer.js';

function newChain(modes: readonly string[] = ['RBAC']) {
  const storage = newStorage();
  const reader = new RbacObjectReader(storage);
  return {
    storage,
    reader,
    ...createAuthorizationChain(modes, { RBAC: () => new RbacAuthorizer(reader) }),
  };
}

const bindingOf = (name: string, role: string, subject: object) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name },
  subjects: [subject],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
});

describe('createAuthorizationChain', () => {
  const authenticated = { groups: ['system:authenticated'] };
  it.each([
    [
      'cluster administrators',
      'delete core nodes',
      { groups: ['kubeadm:cluster-admins'] },
      'RBAC: allowed by ClusterRoleBinding "kubeadm:cluster-admins" of ClusterRole "cluster-admin" to Group "kubeadm:cluster-admins"',
    ],
    [
      'the privileged group, without asking anyone',
      'delete core nodes',
      { groups: ['system:masters'] },
      '',
    ],
    [
      'discovery for everyone who is known',
      'get /apis/apps',
      authenticated,
      'RBAC: allowed by ClusterRoleBinding "system:discovery" of ClusterRole "system:discovery" to Group "system:authenticated"',
    ],
    [
      'the version for everyone',
      'get /version',
      { groups: ['system:unauthenticated'] },
      'RBAC: allowed by ClusterRoleBinding "system:public-info-viewer" of ClusterRole "system:public-info-viewer" to Group "system:unauthenticated"',
    ],
    [
      'the scheduler',
      'create core pods/binding',
      { user: 'system:kube-scheduler', namespace: 'x' },
      'RBAC: allowed by ClusterRoleBinding "system:kube-scheduler" of ClusterRole "system:kube-scheduler" to User "system:kube-scheduler"',
    ],
    [
      'a controller',
      'list core secrets',
      { user: 'system:serviceaccount:kube-system:token-cleaner', namespace: 'kube-system' },
      'RBAC: allowed by RoleBinding "system:controller:token-cleaner/kube-system" of Role "system:controller:token-cleaner" to ServiceAccount "token-cleaner/kube-system"',
    ],
  ])('allows %s', async (_, row, who, reason) => {
    const { authorizer } = newChain();
    expect(await authorizer.authorize(request(row, who))).toMatchObject({
      decision: 'Allow',
      reason,
    });
  });

  it.each([
    ['get core secrets', { user: 'jane', groups: ['system:authenticated'], namespace: 'default' }],
    ['get /metrics', { user: 'jane', groups: ['system:authenticated'] }],
    ['get /apis', { user: 'system:anonymous', groups: ['system:unauthenticated'] }],
    ['list core pods', { user: 'system:node:n', groups: ['system:nodes'] }],
  ])('has no opinion on %s by %j', async (row, who) => {
    const { authorizer } = newChain();
    expect(await authorizer.authorize(request(row, who))).toMatchObject({
      decision: 'NoOpinion',
      reason: '',
    });
  });

  it('sees a binding as soon as it is written, and no longer when it is gone', async () => {
    const { storage, authorizer } = newChain();
    const ask = async () =>
      (await authorizer.authorize(request('get core pods', { user: 'jane', namespace: 'a' })))
        .decision;
    expect(await ask()).toBe('NoOpinion');
    const resource = 'clusterrolebindings.rbac.authorization.k8s.io';
    given(storage, resource, bindingOf('jane', 'view', { kind: 'User', name: 'jane' }));
    expect(await ask()).toBe('Allow');
    const groupResource = { group: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings' };
    const stored = storage.get(groupResource, '', 'jane');
    if (stored !== undefined) storage.delete(groupResource, stored);
    expect(await ask()).toBe('NoOpinion');
  });

  it('says which role is missing', async () => {
    const { storage, authorizer } = newChain();
    const resource = 'clusterrolebindings.rbac.authorization.k8s.io';
    given(storage, resource, bindingOf('jane', 'gone', { kind: 'User', name: 'jane' }));
    expect((await authorizer.authorize(request('get core pods'))).reason).toBe(
      'RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found',
    );
  });

  it.each([
    [['AlwaysAllow'], 'Allow', ''],
    [['AlwaysDeny'], 'NoOpinion', 'Everything is forbidden.'],
    [['RBAC', 'AlwaysAllow'], 'Allow', ''],
    [['AlwaysDeny', 'RBAC'], 'NoOpinion', 'Everything is forbidden.'],
  ])('%j → %s', async (modes, decision, reason) => {
    const { authorizer } = newChain(modes);
    expect(await authorizer.authorize(request('get core pods'))).toMatchObject({
      decision,
      reason,
    });
  });

  it.each([
    [[], 'at least one authorization-mode must be passed'],
    [['RBAC', 'Magic'], 'authorization-mode "Magic" is not a valid mode'],
    [['RBAC', 'RBAC'], 'authorization-mode ["RBAC" "RBAC"] has mode specified more than once'],
    [['Webhook'], 'authorization-mode "Webhook" is not available in this cluster'],
  ])('refuses %j', (modes, message) => {
    expect(() => newChain(modes)).toThrow(message);
  });

  it('tells who answered, and what those said who were asked before', async () => {
    const { authorizer } = newChain(['AlwaysDeny', 'AlwaysAllow', 'RBAC']);
    expect(await authorizer.authorize(request('get core pods'))).toEqual({
      authorizer: 'AlwaysAllow',
      decision: 'Allow',
      reason: '',
      opinions: [
        { authorizer: 'system:masters', decision: 'NoOpinion', reason: '' },
        { authorizer: 'AlwaysDeny', decision: 'NoOpinion', reason: 'Everything is forbidden.' },
        { authorizer: 'AlwaysAllow', decision: 'Allow', reason: '' },
      ],
    });
  });

  it('lists the rules of a user', async () => {
    const { ruleResolver } = newChain(['RBAC', 'AlwaysAllow']);
    const rules = await ruleResolver.userRules(
      { name: 'jane', groups: ['system:authenticated'] },
      'default',
    );
    expect(rules.isIncomplete).toBe(false);
    expect(rules.resourceRules).toContainEqual({
      verbs: ['create'],
      apiGroups: ['authentication.k8s.io'],
      resources: ['selfsubjectreviews'],
      resourceNames: [],
    });
    expect(rules.nonResourceRules.at(-1)).toEqual({ verbs: ['*'], nonResourceURLs: ['*'] });
  });
});

describe('UnionAuthorizer', () => {
  const answering = (answer: AuthorizationDecision): Authorizer => ({
    authorize: async () => answer,
  });
  it('stops at a refusal, and joins what was said before there is an answer', async () => {
    const unsure = (reason: string) =>
      answering({ decision: 'NoOpinion', reason, evaluationError: `${reason}!` });
    const no = answering({ decision: 'Deny', reason: 'no' });
    const yes = answering({ decision: 'Allow', reason: 'yes' });
    const ask = (...authorizers: Authorizer[]) =>
      new UnionAuthorizer(authorizers).authorize(request('get core pods'));
    expect(await ask(unsure('a'), no, yes)).toEqual({ decision: 'Deny', reason: 'no' });
    expect(await ask(unsure('a'), yes, no)).toEqual({ decision: 'Allow', reason: 'yes' });
    expect(await ask(unsure('a'), unsure(''), unsure('b'))).toEqual({
      decision: 'NoOpinion',
      reason: 'a\nb',
      evaluationError: '[a!, !, b!]',
    });
  });
});
