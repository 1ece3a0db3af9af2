import {
  HttpComponentClient,
  HttpsTransport,
  type Impersonation,
  KubeApiError,
  KubeClient,
  readKubeconfig,
  SystemClock,
  WatchedContents,
} from '@drillyard/cluster';
import { TestApiServer } from '@drillyard/kube-apiserver/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterControllers } from './cluster-controllers.js';

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever is there
type Loose = any;

/** Each resource is watched once by the garbage collector, and some by others. */
const connectionsMax = 128;

/** A whole cluster of them, and how it ends. */
interface Surroundings {
  readonly server: TestApiServer;
  readonly errors: readonly unknown[];
  close(): Promise<void>;
}

/** In the server's process, as embedded clusters have them. */
async function inProcess(): Promise<Surroundings> {
  const server = await TestApiServer.start();
  return { server, errors: server.unexpected, close: () => server.close() };
}

/** Beside a server that has none, over HTTPS. */
async function overHttp(): Promise<Surroundings> {
  const server = await TestApiServer.start({ controllerManager: false });
  const access = readKubeconfig(server.kubeconfig());
  const cluster = new KubeClient(new HttpsTransport(access, undefined, connectionsMax));
  const errors: unknown[] = [];
  const closing: (() => void)[] = [];
  const onError = (error: unknown) => {
    if (!(error instanceof KubeApiError)) errors.push(error);
  };
  const clientAs = (as: Impersonation) => {
    const fieldManager = 'kube-controller-manager';
    const client = new HttpComponentClient({ cluster, as, fieldManager, onError });
    closing.push(() => client.close());
    return client;
  };
  const account = (name: string): Impersonation => ({
    user: `system:serviceaccount:kube-system:${name}`,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system'],
  });
  const controllers = startClusterControllers({
    clientFor: (name) => clientAs(account(name)),
    client: clientAs({ user: 'system:kube-controller-manager' }),
    contentsFor: (name) => {
      const contents = new WatchedContents({ cluster, as: account(name), onError });
      closing.push(() => contents.close());
      return contents;
    },
    rootAuthorityPem: 'a certificate',
    tokenFor: (named, secret) => `${named.metadata.name}:${secret.metadata.name}`,
    ...{ clock: new SystemClock(), onError, isEnabled: () => true },
  });
  return {
    ...{ server, errors },
    async close() {
      controllers.close();
      for (const close of closing) close();
      await cluster.close();
      await server.close();
    },
  };
}

describe.each([
  ['in the server', inProcess],
  ['over HTTP', overHttp],
])('the controllers of every cluster, %s', (_where, start) => {
  let surroundings: Surroundings;
  let server: TestApiServer;
  beforeAll(async () => {
    surroundings = await start();
    server = surroundings.server;
  });
  afterAll(() => surroundings.close());

  const path = (name: string) => `/api/v1/namespaces/${name}`;

  async function create(at: string, kind: string, name: string, rest: Loose = {}) {
    const { metadata = {}, apiVersion = 'v1', ...fields } = rest;
    const object = { apiVersion, kind, metadata: { name, ...metadata }, ...fields };
    const { status, json, text } = await server.create(at, object);
    expect(status, text).toBe(201);
    return json as KubeObject;
  }

  async function namespace(name: string): Promise<string> {
    await create('/api/v1/namespaces', 'Namespace', name);
    await server.eventually(`${path(name)}/serviceaccounts/default`, 200);
    return `${path(name)}/configmaps`;
  }

  function ownedBy(owner: KubeObject, blockOwnerDeletion = false) {
    const { apiVersion, kind } = owner;
    const { name = '', uid = '' } = owner.metadata;
    return { apiVersion, kind, name, uid, blockOwnerDeletion };
  }

  function remove(at: string, propagationPolicy = 'Background') {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy };
    return server.request({ method: 'DELETE', path: at, body });
  }

  async function until(at: string, isSo: (object: Loose) => boolean): Promise<Loose> {
    return expect
      .poll(
        async () => {
          const { json } = await server.request({ path: at });
          return isSo(json) ? 'so' : JSON.stringify(json);
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe('so');
  }

  it('give a namespace its account and its CA, again where they go', async () => {
    await namespace('defaults');
    const account = `${path('defaults')}/serviceaccounts/default`;
    const map = `${path('defaults')}/configmaps/kube-root-ca.crt`;
    await server.eventually(map, 200);
    const { uid } = (await server.request({ path: account })).json.metadata;
    await remove(account);
    await until(account, ({ metadata }) => metadata.uid !== undefined && metadata.uid !== uid);
    const { data } = (await server.request({ path: map })).json;
    await server.request({
      method: 'PATCH',
      path: map,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { data: { 'ca.crt': 'another' } },
    });
    await until(map, (object) => object.data?.['ca.crt'] === data['ca.crt']);
  });

  it('put a token into a Secret that asks for one, until its account goes', async () => {
    await namespace('tokens');
    const accounts = `${path('tokens')}/serviceaccounts`;
    await create(accounts, 'ServiceAccount', 'robot');
    await create(`${path('tokens')}/secrets`, 'Secret', 'robot', {
      metadata: { annotations: { 'kubernetes.io/service-account.name': 'robot' } },
      type: 'kubernetes.io/service-account-token',
    });
    const secret = `${path('tokens')}/secrets/robot`;
    await until(secret, ({ data }) => Boolean(data?.token && data?.namespace && data['ca.crt']));
    await remove(`${accounts}/robot`);
    await server.eventually(secret, 404);
  });

  it('delete what has lost its owners, and only that', async () => {
    const maps = await namespace('owners');
    const [owner, other] = [
      await create(maps, 'ConfigMap', 'owner'),
      await create(maps, 'ConfigMap', 'other'),
    ];
    const owned = async (name: string, ...owners: KubeObject[]) => {
      const ownerReferences = owners.map((each) => ownedBy(each));
      return create(maps, 'ConfigMap', name, { metadata: { ownerReferences } });
    };
    const child = await owned('child', owner);
    await owned('grandchild', child);
    await owned('shared', owner, other);
    const gone = { ...owner, metadata: { name: 'nobody', uid: 'f00' } };
    await owned('of-nobody', gone);
    await owned('of-another-kind', { ...gone, apiVersion: 'example.com/v1', kind: 'Unknown' });
    await server.eventually(`${maps}/of-nobody`, 404);
    await remove(`${maps}/owner`);
    await server.eventually(`${maps}/grandchild`, 404);
    await server.eventually(`${maps}/child`, 404);
    await until(`${maps}/shared`, ({ metadata }) => metadata.ownerReferences.length === 1);
    expect((await server.request({ path: `${maps}/of-another-kind` })).status).toBe(200);
  });

  it('leave alone what is in no namespace but names an owner in one', async () => {
    const maps = await namespace('scopes');
    const owner = await create(maps, 'ConfigMap', 'owner');
    const late = await create(maps, 'ConfigMap', 'late');
    const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    await create(roles, 'ClusterRole', 'misplaced', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      metadata: { ownerReferences: [ownedBy(owner)] },
    });
    const metadata = { ownerReferences: [ownedBy(late)] };
    await create(maps, 'ConfigMap', 'after', { metadata });
    await remove(`${maps}/owner`);
    await remove(`${maps}/late`);
    await server.eventually(`${maps}/after`, 404);
    expect((await server.request({ path: `${roles}/misplaced` })).status).toBe(200);
  });

  it('delete dependents before an owner that waits for them', async () => {
    const maps = await namespace('foreground');
    const owner = await create(maps, 'ConfigMap', 'owner');
    const metadata = { ownerReferences: [ownedBy(owner, true)], finalizers: ['example.com/wait'] };
    await create(maps, 'ConfigMap', 'child', { metadata });
    await remove(`${maps}/owner`, 'Foreground');
    await until(`${maps}/child`, (object) => object.metadata.deletionTimestamp !== undefined);
    expect((await server.request({ path: `${maps}/owner` })).status).toBe(200);
    await server.request({
      method: 'PATCH',
      path: `${maps}/child`,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { metadata: { finalizers: null } },
    });
    await server.eventually(`${maps}/owner`, 404);
  });

  it('set dependents free where an owner is deleted without them', async () => {
    const maps = await namespace('orphans');
    const owner = await create(maps, 'ConfigMap', 'owner');
    const metadata = { ownerReferences: [ownedBy(owner)] };
    await create(maps, 'ConfigMap', 'child', { metadata });
    await remove(`${maps}/owner`, 'Orphan');
    await server.eventually(`${maps}/owner`, 404);
    await until(`${maps}/child`, (child) => child.metadata.ownerReferences === undefined);
  });

  it('follow owners into resources that come later', async () => {
    const group = 'example.com';
    await create(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      'CustomResourceDefinition',
      `drills.${group}`,
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        spec: {
          group,
          names: { plural: 'drills', kind: 'Drill' },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object' } },
            },
          ],
        },
      },
    );
    const maps = await namespace('custom');
    const drills = `/apis/${group}/v1/namespaces/custom/drills`;
    await server.eventually(drills, 200);
    const owner = await create(maps, 'ConfigMap', 'owner');
    const metadata = { ownerReferences: [ownedBy(owner)] };
    const drill = await create(drills, 'Drill', 'one', { apiVersion: `${group}/v1`, metadata });
    await create(maps, 'ConfigMap', 'child', { metadata: { ownerReferences: [ownedBy(drill)] } });
    await remove(`${maps}/owner`);
    await server.eventually(`${drills}/one`, 404);
    await server.eventually(`${maps}/child`, 404);
    await create(drills, 'Drill', 'two', { apiVersion: `${group}/v1` });
    await remove(path('custom'));
    await server.eventually(path('custom'), 404);
  });

  it('let a namespace go when it is empty, and say what holds it', async () => {
    const maps = await namespace('ending');
    await create(maps, 'ConfigMap', 'free');
    await create(maps, 'ConfigMap', 'held', { metadata: { finalizers: ['example.com/wait'] } });
    await remove(path('ending'));
    await until(path('ending'), ({ status }) =>
      status?.conditions?.some(
        ({ type, message }: Loose) =>
          type === 'NamespaceFinalizersRemaining' &&
          message.endsWith('remaining: example.com/wait in 1 resource instances'),
      ),
    );
    expect((await server.request({ path: `${maps}/free` })).status).toBe(404);
    await server.request({
      method: 'PATCH',
      path: `${maps}/held`,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { metadata: { finalizers: null } },
    });
    await server.eventually(path('ending'), 404);
    expect(surroundings.errors).toEqual([]);
  }, 30_000);

  it('delete the pods of a namespace before anything else', async () => {
    const maps = await namespace('order');
    await create(maps, 'ConfigMap', 'settings');
    await create(`${path('order')}/pods`, 'Pod', 'held', {
      metadata: { finalizers: ['example.com/wait'] },
      spec: { containers: [{ name: 'main', image: 'nginx' }] },
    });
    await remove(path('order'));
    await until(path('order'), ({ status }) => status?.conditions?.length === 5);
    expect((await server.request({ path: `${maps}/settings` })).status).toBe(200);
    await server.request({
      method: 'PATCH',
      path: `${path('order')}/pods/held`,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { metadata: { finalizers: null } },
    });
    await server.eventually(path('order'), 404);
  }, 30_000);
});
