import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { FakeClusterClient, type FakeReviews } from '@drillyard/cluster/testing';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import type { KubeObject } from '@drillyard/kube-objects';
import type { AccessSpec } from '@drillyard/lab-spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../check-outcome.js';
import { accessCheck } from '../checks/access.check.js';
import { checkOf, contextOf } from '../testing/check-fixtures.js';

const apiGroup = 'rbac.authorization.k8s.io';
const apiVersion = `${apiGroup}/v1`;

let cluster: EmbeddedCluster;
let client: KubeClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.superAdminKubeconfig())));
  for (const name of ['atlas', 'borealis']) {
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  for (const object of roles) await client.apply(object);
});
afterAll(async () => {
  await client.close();
  await cluster.close();
});

const role = (name: string, rule: object): KubeObject => ({
  apiVersion,
  kind: 'ClusterRole',
  metadata: { name },
  rules: [{ apiGroups: [''], ...rule }],
});
const roles = [
  role('pod-reader', { resources: ['pods'], verbs: ['get', 'list', 'watch'] }),
  role('pod-lister', { resources: ['pods'], verbs: ['list'] }),
  role('one-pod-reader', { resources: ['pods'], verbs: ['get'], resourceNames: ['web'] }),
  role('log-reader', { resources: ['pods/log'], verbs: ['get'] }),
  role('any-log-reader', { resources: ['*/log'], verbs: ['get'] }),
  role('pod-creator', { resources: ['pods'], verbs: ['create'] }),
  role('node-reader', { resources: ['nodes'], verbs: ['list'] }),
  role('everything', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
  role('metrics-reader', { apiGroups: [], nonResourceURLs: ['/metrics*'], verbs: ['get'] }),
];

/** `ClusterRole pod-reader to User jane, Group devs in atlas`; without a place in the whole cluster. */
function binding(row: string): KubeObject {
  const [grant = '', namespace] = row.split(' in ');
  const [roleName = '', subjects = ''] = grant.split(' to ');
  return {
    apiVersion,
    kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name: `of-${roleName}`, ...(namespace !== undefined && { namespace }) },
    roleRef: { apiGroup, kind: 'ClusterRole', name: roleName },
    subjects: subjects.split(', ').map(subject),
  };
}

function subject(row: string): object {
  const [kind = '', name = ''] = row.split(' ');
  const [namespace, account] = name.split('/');
  return kind === 'ServiceAccount' ? { kind, namespace, name: account } : { kind, apiGroup, name };
}

const readPods: Partial<AccessSpec> = {
  can: ['get', 'list', 'watch'],
  resource: 'pods',
  namespace: 'atlas',
};
const jane = { user: 'jane' };
const deployer = { serviceAccount: { namespace: 'atlas', name: 'deployer' } };

/** What the check says while these bindings are there. */
async function judge(rows: readonly string[], spec: Partial<AccessSpec>): Promise<CheckOutcome> {
  const bindings = rows.map(binding);
  for (const each of bindings) await client.apply(each);
  const check = checkOf('access', { nobodyBut: [jane], ...readPods, ...spec });
  const outcome = await accessCheck.evaluate(check, contextOf({ cluster: client }));
  for (const { apiVersion: version, kind, metadata } of bindings) {
    const { name = '', namespace } = metadata;
    await client.delete({ apiVersion: version, kind, name, namespace });
  }
  return outcome;
}

interface Case {
  readonly bindings: readonly string[];
  readonly spec?: Partial<AccessSpec>;
}
interface Refused extends Case {
  /** What the outcome says somewhere, one expression each. */
  readonly says: readonly RegExp[];
}

const right: Record<string, Case> = {
  'a cluster as it comes': { bindings: [] },
  'the user listed': { bindings: ['pod-reader to User jane in atlas'] },
  'the user listed, by two bindings': {
    bindings: ['pod-reader to User jane in atlas', 'pod-lister to User jane'],
  },
  'another user for something else': {
    bindings: ['pod-creator to User omar in atlas', 'log-reader to User omar'],
  },
  'another user elsewhere': { bindings: ['pod-reader to User omar in borealis'] },
  'a role that is not there': { bindings: ['nowhere to User omar in atlas'] },
  'a service account listed': {
    bindings: ['pod-reader to ServiceAccount atlas/deployer in atlas'],
    spec: { nobodyBut: [deployer] },
  },
  'a service account listed, bound as a user': {
    bindings: ['pod-reader to User system:serviceaccount:atlas:deployer in atlas'],
    spec: { nobodyBut: [deployer] },
  },
  'a service account listed as a user': {
    bindings: ['pod-reader to ServiceAccount atlas/deployer in atlas'],
    spec: { nobodyBut: [{ user: 'system:serviceaccount:atlas:deployer' }] },
  },
  'a group listed': {
    bindings: ['pod-reader to Group devs in atlas'],
    spec: { nobodyBut: [{ group: 'devs' }] },
  },
  'an account of a namespace listed whole': {
    bindings: ['pod-reader to ServiceAccount atlas/deployer, Group system:serviceaccounts:atlas'],
    spec: { nobodyBut: [{ group: 'system:serviceaccounts:atlas' }] },
  },
  'an account where all are listed': {
    bindings: ['pod-reader to ServiceAccount atlas/deployer, Group system:serviceaccounts:atlas'],
    spec: { nobodyBut: [{ group: 'system:serviceaccounts' }] },
  },
  'anybody known, where they are listed': {
    bindings: ['pod-reader to User omar, Group devs, Group system:authenticated in atlas'],
    spec: { nobodyBut: [{ group: 'system:authenticated' }] },
  },
  'nodes in a namespace, where they are not': {
    bindings: ['everything to User omar in borealis'],
    spec: { can: ['list'], resource: 'nodes', namespace: undefined },
  },
  'a path that a RoleBinding does not grant': {
    bindings: ['metrics-reader to User omar in atlas'],
    spec: { can: ['get'], resource: undefined, nonResourceURL: '/metrics' },
  },
};

const wrong: Record<string, Refused> = {
  'another user': {
    bindings: ['pod-reader to User jane, User omar in atlas'],
    says: [
      /The user omar can get, list, watch pods in namespace atlas, and should not/,
      /nobody but the user jane can get, list, watch pods/,
      /RoleBinding atlas\/of-pod-reader","fieldPath":"subjects\[1\]/,
      /gives the ClusterRole pod-reader to the user omar/,
      /ClusterRole pod-reader","fieldPath":"rules\[0\]","message":"allows get, list, watch pods/,
    ],
  },
  'another user, for one verb': {
    bindings: ['pod-lister to User omar in atlas'],
    says: [/"The user omar can list pods in namespace atlas, and should not/],
  },
  'another user, for one object': {
    bindings: ['one-pod-reader to User omar in atlas'],
    says: [/user omar can get pods in namespace atlas/, /pods named web/],
  },
  'another user, everywhere': {
    bindings: ['pod-reader to User omar'],
    says: [/user omar/, /ClusterRoleBinding of-pod-reader/],
  },
  'a namesake that is a group': {
    bindings: ['pod-reader to Group jane in atlas'],
    says: [/The group jane can/],
  },
  'a group of everybody': {
    bindings: ['pod-reader to Group system:authenticated in atlas'],
    says: [/The group system:authenticated can/],
  },
  'those who have not said who they are': {
    bindings: ['pod-reader to User system:anonymous in atlas'],
    says: [/The user system:anonymous can/],
    spec: { nobodyBut: [{ group: 'system:authenticated' }] },
  },
  'another service account': {
    bindings: ['pod-reader to ServiceAccount atlas/default in atlas'],
    says: [/The service account atlas\/default can/],
    spec: { nobodyBut: [deployer] },
  },
  'a namesake in another namespace': {
    bindings: ['pod-reader to ServiceAccount borealis/deployer in atlas'],
    says: [/The service account borealis\/deployer can/],
    spec: { nobodyBut: [deployer] },
  },
  'all accounts of the namespace': {
    bindings: ['pod-reader to Group system:serviceaccounts:atlas in atlas'],
    says: [/The group system:serviceaccounts:atlas can/],
    spec: { nobodyBut: [deployer] },
  },
  'a user bound directly, where the group is listed': {
    bindings: ['pod-reader to User omar in atlas'],
    says: [/The user omar can/],
    spec: { nobodyBut: [{ group: 'devs' }] },
  },
  'a component of Kubernetes that a binding adds': {
    bindings: ['pod-reader to ServiceAccount kube-system/coredns in atlas'],
    says: [/The service account kube-system\/coredns can/],
  },
  'one namespace, where all are asked about': {
    bindings: ['pod-reader to User omar in borealis'],
    says: [/user omar can get, list, watch pods in the whole cluster/, /RoleBinding borealis/],
    spec: { namespace: undefined },
  },
  'a subresource by a wildcard': {
    bindings: ['any-log-reader to User omar in atlas'],
    says: [/user omar can get pods\/log/],
    spec: { can: ['get'], resource: 'pods/log' },
  },
  'nodes in the whole cluster': {
    bindings: ['node-reader to User omar'],
    says: [/user omar can list nodes/],
    spec: { can: ['list'], resource: 'nodes', namespace: undefined },
  },
  'a path': {
    bindings: ['metrics-reader to User omar'],
    says: [/user omar can get \/metrics/, /allows get \/metrics\*/],
    spec: { can: ['get'], resource: undefined, nonResourceURL: '/metrics' },
  },
  'anybody at all': {
    bindings: ['pod-reader to User jane in atlas'],
    says: [/The user jane can/, /"nobody can get, list, watch pods/],
    spec: { nobodyBut: [] },
  },
};

describe('judgeNobodyBut', () => {
  it.each(Object.entries(right))('passes for %s', async (_, { bindings, spec = {} }) => {
    expect(await judge(bindings, spec)).toEqual({ status: 'passed' });
  });

  it.each(Object.entries(wrong))('says who else: %s', async (_, { bindings, spec = {}, says }) => {
    const outcome = await judge(bindings, spec);
    expect(outcome.status).toBe('failed');
    for (const expression of says) expect(JSON.stringify(outcome)).toMatch(expression);
  });

  it('knows every component of a new cluster', async () => {
    const anything = { can: ['*'], apiGroup: '*', resource: '*', namespace: undefined };
    const everybody = [{ group: 'system:authenticated' }, { group: 'system:unauthenticated' }];
    expect(await judge([], { ...anything, nobodyBut: everybody })).toEqual({ status: 'passed' });
    expect(await judge([], { ...anything, nobodyBut: [] })).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/The group system:authenticated can \* \*\.\*/),
    });
  });

  it('sees whom somebody adds to a binding of Kubernetes', async () => {
    const ref = { apiVersion, kind: 'ClusterRoleBinding', name: 'system:kube-scheduler' };
    const { subjects, roleRef, metadata } = await client.get(ref);
    const own = {
      apiVersion,
      kind: ref.kind,
      metadata: { name: ref.name, labels: metadata.labels },
    };
    const added = { kind: 'User', apiGroup, name: 'omar' };
    await client.apply({ ...own, roleRef, subjects: [...(subjects as object[]), added] } as never);
    const outcome = await judge([], {});
    await client.apply({ ...own, roleRef, subjects } as never);
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/^The user omar can/) });
    expect(await judge([], {})).toEqual({ status: 'passed' });
  });

  it.each<[string, AccessSpec['nobodyBut'], string | undefined]>([
    ['anybody who is known', [jane], 'A stranger can get, list, watch pods in namespace atlas'],
    ['nobody new, where all are listed', [{ group: 'system:authenticated' }], undefined],
  ])('asks whether another authorizer lets in %s', async (_, nobodyBut, reason) => {
    const reviews: FakeReviews = {
      SubjectAccessReview: ({ spec }) => {
        const { groups } = spec as { readonly groups: readonly string[] };
        const allowed = groups.includes('system:authenticated');
        const status = { allowed, reason: 'ABAC says so' };
        return { apiVersion: 'v1', kind: 'SubjectAccessReview', metadata: {}, status };
      },
    };
    const fake = new FakeClusterClient(undefined, reviews);
    const check = checkOf('access', { ...readPods, nobodyBut });
    const outcome = await accessCheck.evaluate(check, contextOf({ cluster: fake }));
    if (reason === undefined) return expect(outcome).toEqual({ status: 'passed' });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(reason) });
    expect(JSON.stringify(outcome)).toContain('ABAC says so');
  });

  it('asks again when any RBAC object changes', () => {
    const { objects } = accessCheck.dependencies({ nobodyBut: [], ...readPods });
    expect(objects?.map(({ kind }) => kind).sort()).toEqual([
      'ClusterRole',
      'ClusterRoleBinding',
      'Role',
      'RoleBinding',
    ]);
  });
});
