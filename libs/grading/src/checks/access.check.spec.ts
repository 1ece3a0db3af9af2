import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import type { KubeObject } from '@drillyard/kube-objects';
import type { AccessSpec } from '@drillyard/lab-spec';
import type { PolicyRule } from '@drillyard/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../check-outcome.js';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { accessCheck } from './access.check.js';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';
const readPods: PolicyRule = {
  apiGroups: [''],
  resources: ['pods'],
  verbs: ['get', 'list', 'watch'],
};

let cluster: EmbeddedCluster;
let client: KubeClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.superAdminKubeconfig())));
  for (const name of ['atlas', 'borealis']) {
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
});
afterAll(async () => {
  await client.close();
  await cluster.close();
});

function role(
  name: string,
  rules: readonly PolicyRule[],
  namespace: string | undefined = 'atlas',
): KubeObject {
  return namespace === ''
    ? { apiVersion, kind: 'ClusterRole', metadata: { name }, rules }
    : { apiVersion, kind: 'Role', metadata: { name, namespace }, rules };
}
function binding(
  name: string,
  roleRef: string,
  subject: { kind: string; name: string; namespace?: string },
  namespace = 'atlas',
): KubeObject {
  const [kind = '', roleName = ''] = roleRef.split('/');
  const group = subject.kind === 'ServiceAccount' ? {} : { apiGroup };
  return {
    apiVersion,
    kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: namespace === '' ? { name } : { name, namespace },
    roleRef: { apiGroup, kind, name: roleName },
    subjects: [{ ...group, ...subject }],
  };
}

/** What a learner made, for a user or a role of this name alone: cases must not meet. */
type Work = (name: string) => KubeObject[];
const user = (name: string) => ({ kind: 'User', name });

async function judge(name: string, work: Work, spec: Partial<AccessSpec>): Promise<CheckOutcome> {
  for (const object of work(name)) await client.apply(object);
  const check = checkOf('access', { as: { user: name }, namespace: 'atlas', ...spec });
  return accessCheck.evaluate(check, contextOf({ cluster: client }));
}

const exactly: Partial<AccessSpec> = {
  exactly: [{ verbs: ['get', 'list', 'watch'], resources: ['pods'] }],
};
const can: Partial<AccessSpec> = { can: ['get', 'list', 'watch'], resource: 'pods' };

const right: Record<string, Work> = {
  'a Role': (n) => [role(n, [readPods]), binding(n, `Role/${n}`, user(n))],
  'a ClusterRole bound in the namespace': (n) => [
    role(n, [readPods], ''),
    binding(n, `ClusterRole/${n}`, user(n)),
  ],
  'two Roles that add up': (n) => [
    role(`${n}-1`, [{ ...readPods, verbs: ['get'] }]),
    role(`${n}-2`, [{ ...readPods, verbs: ['watch', 'list'] }]),
    binding(`${n}-1`, `Role/${n}-1`, user(n)),
    binding(`${n}-2`, `Role/${n}-2`, user(n)),
  ],
  'a rule for each verb': (n) => [
    role(
      n,
      readPods.verbs.map((verb) => ({ ...readPods, verbs: [verb] })),
    ),
    binding(n, `Role/${n}`, user(n)),
  ],
  'the same thing granted twice': (n) => [
    role(n, [readPods, readPods]),
    binding(n, `Role/${n}`, user(n)),
    binding(`${n}-again`, `Role/${n}`, user(n)),
  ],
  'a binding with others in it': (n) => [
    role(n, [readPods]),
    {
      ...binding(n, `Role/${n}`, user(n)),
      subjects: [
        { apiGroup, ...user('someone') },
        { apiGroup, ...user(n) },
      ],
    },
  ],
  'a URL that a RoleBinding does not grant': (n) => [
    role(n, [readPods, { nonResourceURLs: ['/metrics'], verbs: ['get'] }], ''),
    binding(n, `ClusterRole/${n}`, user(n)),
  ],
};

interface Wrong {
  readonly work: Work;
  readonly reason: RegExp;
  readonly evidence: RegExp;
}
const missing: Record<string, Wrong> = {
  'nothing at all': {
    work: () => [],
    reason: /cannot get, list, watch pods in namespace atlas yet/,
    evidence: /RoleBinding in namespace atlas.*none names the User/,
  },
  'a Role nobody is bound to': {
    work: (n) => [role(n, [readPods])],
    reason: /cannot get/,
    evidence: /none names/,
  },
  'a Role without watch': {
    work: (n) => [
      role(n, [{ ...readPods, verbs: ['get', 'list'] }]),
      binding(n, `Role/${n}`, user(n)),
    ],
    reason: /cannot watch pods/,
    evidence: /rules\[0\].verbs.*allows get, list, but not watch/,
  },
  'a Role for another resource': {
    work: (n) => [
      role(n, [{ ...readPods, resources: ['pods/log'] }]),
      binding(n, `Role/${n}`, user(n)),
    ],
    reason: /cannot get/,
    evidence: /allows only: get, list, watch pods\/log/,
  },
  'a Role for another group': {
    work: (n) => [
      role(n, [{ ...readPods, apiGroups: ['apps'] }]),
      binding(n, `Role/${n}`, user(n)),
    ],
    reason: /cannot get/,
    evidence: /allows only: get, list, watch pods.apps/,
  },
  'one pod only': {
    work: (n) => [
      role(n, [{ ...readPods, resourceNames: ['web'] }]),
      binding(n, `Role/${n}`, user(n)),
    ],
    reason: /cannot get/,
    evidence: /pods named web/,
  },
  'a binding to a Role that is not there': {
    work: (n) => [binding(n, 'Role/nowhere', user(n))],
    reason: /cannot get/,
    evidence: /refers to the Role nowhere, which does not exist/,
  },
  'a Group with the name of the user': {
    work: (n) => [role(n, [readPods]), binding(n, `Role/${n}`, { kind: 'Group', name: n })],
    reason: /cannot get/,
    evidence: /subjects\[0\].*names the Group .*, not the user/,
  },
  'the name in other letters': {
    work: (n) => [role(n, [readPods]), binding(n, `Role/${n}`, user(n.toUpperCase()))],
    reason: /cannot get/,
    evidence: /names the User [A-Z0-9-]+, not the user/,
  },
  'another namespace': {
    work: (n) => [role(n, [readPods], 'borealis'), binding(n, `Role/${n}`, user(n), 'borealis')],
    reason: /cannot get/,
    evidence: /counts in namespace borealis only/,
  },
};

const tooMuch: Record<string, Wrong> = {
  'a wildcard verb': {
    work: (n) => [role(n, [{ ...readPods, verbs: ['*'] }]), binding(n, `Role/${n}`, user(n))],
    reason: /can do more than needed: \* pods in namespace atlas/,
    evidence: /rules\[0\].*escalation path wildcard/,
  },
  'Secrets too': {
    work: (n) => [
      role(n, [readPods, { ...readPods, resources: ['secrets'] }]),
      binding(n, `Role/${n}`, user(n)),
    ],
    reason: /secrets in namespace atlas/,
    evidence: /Role atlas\/.*rules\[1\].*escalation path read-secrets/,
  },
  'a ClusterRoleBinding': {
    work: (n) => [role(n, [readPods], ''), binding(n, `ClusterRole/${n}`, user(n), '')],
    reason: /pods in the whole cluster/,
    evidence: /ClusterRoleBinding .*gives it to the User/,
  },
  'the same in another namespace': {
    work: (n) => [
      ...(right['a Role']?.(n) ?? []),
      role(n, [readPods], 'borealis'),
      binding(n, `Role/${n}`, user(n), 'borealis'),
    ],
    reason: /pods in namespace borealis/,
    evidence: /RoleBinding borealis/,
  },
  'the creation of pods': {
    work: (n) => [
      role(n, [{ ...readPods, verbs: [...readPods.verbs, 'create'] }]),
      binding(n, `Role/${n}`, user(n)),
    ],
    reason: /create pods/,
    evidence: /escalation path create-pods/,
  },
  'the right to bind': {
    work: (n) => [
      role(n, [readPods, { apiGroups: [apiGroup], resources: ['roles'], verbs: ['bind'] }]),
      binding(n, `Role/${n}`, user(n)),
    ],
    reason: /bind roles.rbac/,
    evidence: /escalation path bind/,
  },
  'view, which is ready-made': {
    work: (n) => [binding(n, 'ClusterRole/view', user(n))],
    reason: /more than needed/,
    evidence: /ClusterRole view/,
  },
};

const inTwoNamespaces: Partial<AccessSpec> = {
  exactly: ['atlas', 'borealis'].map((namespace) => ({
    verbs: ['get', 'list', 'watch'],
    resources: ['pods'],
    namespace,
  })),
};

let cases = 0;
const nextName = () => `case-${cases++}`;

describe('accessCheck', () => {
  it.each(Object.entries(right))('passes for %s', async (_, work) => {
    expect(await judge(nextName(), work, { ...can, ...exactly })).toEqual({ status: 'passed' });
  });

  it.each(Object.entries(missing))(
    'says what is missing for %s',
    async (_, { work, reason, evidence }) => {
      const name = nextName();
      for (const spec of [can, exactly]) {
        const outcome = await judge(name, work, spec);
        if (spec === can)
          expect(outcome).toMatchObject({
            status: 'failed',
            reason: expect.stringMatching(reason),
          });
        if (spec === can) expect(JSON.stringify(outcome)).toMatch(evidence);
        expect(outcome.status).toBe('failed');
      }
    },
  );

  it.each(Object.entries(tooMuch))(
    'names the excess of %s',
    async (_, { work, reason, evidence }) => {
      const name = nextName();
      expect(await judge(name, work, can)).toEqual({ status: 'passed' });
      const outcome = await judge(name, work, exactly);
      expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
      expect(JSON.stringify(outcome)).toMatch(evidence);
    },
  );

  it('sees an excess that hides in a role everybody has', async () => {
    const name = nextName();
    const discovery = await client.get({
      apiVersion,
      kind: 'ClusterRole',
      name: 'system:discovery',
    });
    const { name: roleName = '', labels = {}, annotations = {} } = discovery.metadata;
    const metadata = { name: roleName, labels, annotations };
    const rules = discovery['rules'] as PolicyRule[];
    await client.apply({
      ...discovery,
      metadata,
      rules: [...rules, { ...readPods, verbs: ['delete'] }],
    });
    const outcome = await judge(name, right['a Role'] ?? (() => []), exactly);
    await client.apply({ ...discovery, metadata, rules });
    expect(outcome).toMatchObject({
      reason: expect.stringMatching(/delete pods in the whole cluster/),
    });
  });

  it.each<[string, Work, RegExp]>([
    [
      'one of two namespaces',
      (n) => [role(n, [readPods], ''), binding(n, `ClusterRole/${n}`, user(n))],
      /cannot get, list, watch pods in namespace borealis yet/,
    ],
    [
      'the whole cluster in place of two namespaces',
      (n) => [role(n, [readPods], ''), binding(n, `ClusterRole/${n}`, user(n), '')],
      /can do more than needed: .* pods in the whole cluster/,
    ],
  ])('does not take %s', async (_, work, reason) => {
    expect(await judge(nextName(), work, inTwoNamespaces)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('knows that exactly nothing is allowed', async () => {
    const name = nextName();
    expect(await judge(name, () => [], { exactly: [] })).toEqual({ status: 'passed' });
    const outcome = await judge(name, right['a Role'] ?? (() => []), { exactly: [] });
    expect(outcome).toMatchObject({ status: 'failed', expected: 'nothing' });
  });

  it('holds what is allowed against what may be, wanted or not', async () => {
    const name = nextName();
    const atMost = [{ verbs: ['get', 'list', 'watch', 'delete'], resources: ['pods', 'services'] }];
    expect(await judge(name, () => [], { atMost })).toEqual({ status: 'passed' });
    const readsPods = right['a Role'] ?? (() => []);
    expect(await judge(name, readsPods, { atMost })).toEqual({ status: 'passed' });
    const views: Work = (n) => [binding(n, 'ClusterRole/view', user(n))];
    expect(await judge(nextName(), views, { atMost })).toMatchObject({
      reason: expect.stringMatching(/can do more than needed/),
    });
  });

  it('judges what must not be allowed, and quotes the authorizer', async () => {
    const name = nextName();
    const spec: Partial<AccessSpec> = { cannot: ['delete', 'list'], resource: 'pods' };
    expect(await judge(name, () => [], spec)).toEqual({ status: 'passed' });
    const outcome = await judge(name, right['a Role'] ?? (() => []), spec);
    expect(outcome).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/can list pods in namespace atlas, and should not/),
    });
    expect(JSON.stringify(outcome)).toMatch(/RBAC: allowed by RoleBinding/);
  });

  it.each<[string, Work, Partial<AccessSpec>]>([
    [
      'a service account',
      (n) => [
        role(n, [readPods]),
        binding(n, `Role/${n}`, { kind: 'ServiceAccount', name: n, namespace: 'atlas' }),
      ],
      { ...can, ...exactly },
    ],
    [
      'a group',
      (n) => [role(n, [readPods]), binding(n, `Role/${n}`, { kind: 'Group', name: n })],
      { ...can, ...exactly },
    ],
    [
      'a subresource',
      (n) => [
        role(n, [{ ...readPods, resources: ['pods/log'] }]),
        binding(n, `Role/${n}`, user(n)),
      ],
      { can: ['get'], resource: 'pods/log' },
    ],
    [
      'a resource of a group',
      (n) => [
        role(n, [{ ...readPods, apiGroups: ['apps'], resources: ['deployments/scale'] }]),
        binding(n, `Role/${n}`, user(n)),
      ],
      {
        can: ['get'],
        resource: 'deployments.apps/scale',
        exactly: [{ verbs: ['get', 'list', 'watch'], resources: ['deployments.apps/scale'] }],
      },
    ],
    [
      'one object by its name',
      (n) => [role(n, [{ ...readPods, resourceNames: ['web'] }]), binding(n, `Role/${n}`, user(n))],
      {
        can: ['get'],
        resource: 'pods',
        resourceNames: ['web'],
        exactly: [{ verbs: ['get', 'list', 'watch'], resources: ['pods'], resourceNames: ['web'] }],
      },
    ],
    [
      'the whole cluster',
      (n) => [role(n, [readPods], ''), binding(n, `ClusterRole/${n}`, user(n), '')],
      { ...can, ...exactly, namespace: undefined },
    ],
    [
      'a path',
      (n) => [
        role(n, [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }], ''),
        binding(n, `ClusterRole/${n}`, user(n), ''),
      ],
      {
        can: ['get'],
        nonResourceURL: '/metrics',
        exactly: [{ verbs: ['get'], nonResourceURLs: ['/metrics'] }],
      },
    ],
    [
      'two namespaces',
      (n) => [
        role(n, [readPods], ''),
        binding(n, `ClusterRole/${n}`, user(n)),
        binding(n, `ClusterRole/${n}`, user(n), 'borealis'),
      ],
      inTwoNamespaces,
    ],
  ])('asks about %s', async (what, work, spec) => {
    const name = nextName();
    const subjects: Record<string, AccessSpec['as']> = {
      'a service account': { serviceAccount: { namespace: 'atlas', name } },
      'a group': { group: name },
    };
    const as = subjects[what] ?? { user: name };
    expect(await judge(name, () => [], { ...spec, as })).toMatchObject({ status: 'failed' });
    expect(await judge(name, work, { ...spec, as })).toEqual({ status: 'passed' });
  });

  it('lets a user be in groups', async () => {
    const name = nextName();
    const work: Work = (n) => [
      role(n, [readPods]),
      binding(n, `Role/${n}`, { kind: 'Group', name: `${n}-team` }),
    ];
    const as = { user: name, groups: [`${name}-team`] };
    expect(await judge(name, work, { ...can, ...exactly, as })).toEqual({ status: 'passed' });
  });
});
