import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/index.js';
import { simulatedAnnotation, simulatedNote } from './metrics-resources.js';

const root = '/apis/metrics.k8s.io/v1beta1';
const apiServices = '/apis/apiregistration.k8s.io/v1/apiservices';
const apiService = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: {
    name: 'v1beta1.metrics.k8s.io',
    annotations: { [simulatedAnnotation]: simulatedNote },
  },
  spec: {
    ...{ group: 'metrics.k8s.io', version: 'v1beta1', insecureSkipTLSVerify: true },
    ...{ groupPriorityMinimum: 100, versionPriority: 100 },
    service: { name: 'metrics-server', namespace: 'kube-system', port: 443 },
  },
};
const table = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

describe('metrics.k8s.io', () => {
  let nowMs = Date.parse('2026-03-01T12:00:00Z');
  let server: TestApiServer;

  beforeAll(async () => {
    server = await TestApiServer.start({ now: () => new Date(nowMs) });
    const node = { kind: 'Node', apiVersion: 'v1', metadata: { name: 'n1' } };
    await server.create('/api/v1/nodes', node);
    await start('web', { app: 'web' });
    await start('db', { app: 'db' });
  });
  afterAll(() => server.server.close());

  /** What a scheduler and a kubelet would say of a pod that runs since now. */
  async function start(name: string, labels: object): Promise<void> {
    const path = '/api/v1/namespaces/default/pods';
    const containers = [{ name: 'app', image: 'nginx' }];
    const spec = { nodeName: 'n1', serviceAccountName: 'default', containers };
    await server
      .create('/api/v1/namespaces/default/serviceaccounts', {
        ...{ kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'default' } },
      })
      .catch(() => undefined);
    await server.create(path, { kind: 'Pod', apiVersion: 'v1', metadata: { name, labels }, spec });
    const startedAt = new Date(nowMs).toISOString();
    const status = {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          image: 'nginx',
          imageID: '',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt } },
        },
      ],
    };
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const patched = await server.request({
      method: 'PATCH',
      path: `${path}/${name}/status`,
      headers,
      body: { status },
    });
    expect(patched.status).toBe(200);
  }

  it('is not there in a cluster as kubeadm makes it', async () => {
    expect((await server.request({ path: root })).status).toBe(404);
    expect((await server.request({ path: `${root}/nodes` })).status).toBe(404);
    const groups = (await server.request({ path: '/apis' })).json.groups;
    expect(groups.map(({ name }: { name: string }) => name)).not.toContain('metrics.k8s.io');
  });

  it('is there as long as its APIService is, and in every kind of discovery', async () => {
    await server.create(apiServices, apiService);
    const groups = (await server.request({ path: '/apis' })).json.groups;
    expect(groups.at(-1).name).toBe('metrics.k8s.io');
    const { resources } = (await server.request({ path: root })).json;
    expect(resources.map(({ kind }: { kind: string }) => kind)).toEqual([
      'NodeMetrics',
      'PodMetrics',
    ]);
    const Accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const aggregated = await server.request({ path: '/apis', headers: { Accept } });
    expect(aggregated.json.items.at(-1).metadata.name).toBe('metrics.k8s.io');
    expect((await server.request({ path: '/' })).json.paths).toContain(root);
  });

  it('knows nothing of a pod before two samples were taken', async () => {
    const one = await server.request({ path: `${root}/namespaces/default/pods/web` });
    expect([one.status, one.json.message]).toEqual([
      404,
      'podmetrics.metrics.k8s.io "default/web" not found',
    ]);
    const absent = await server.request({ path: `${root}/namespaces/default/pods/absent` });
    expect(absent.json.message).toBe('pods "absent" not found');
    expect((await server.request({ path: `${root}/pods` })).json.items).toEqual([]);
  });

  it('tells what pods and nodes use, and that it is simulated', async () => {
    nowMs += 60_000;
    const list = (await server.request({ path: `${root}/pods` })).json;
    expect(list).toMatchObject({ kind: 'PodMetricsList', apiVersion: 'metrics.k8s.io/v1beta1' });
    const [db, web] = list.items;
    expect([db.metadata.name, web.metadata.name]).toEqual(['db', 'web']);
    expect(web).toEqual({
      metadata: {
        ...{ name: 'web', namespace: 'default', labels: { app: 'web' } },
        creationTimestamp: '2026-03-01T12:01:00Z',
        annotations: { [simulatedAnnotation]: simulatedNote },
      },
      ...{ timestamp: '2026-03-01T12:01:00Z', window: '15s' },
      containers: [
        {
          name: 'app',
          usage: { cpu: expect.stringMatching(/^\d+n$/), memory: expect.stringMatching(/^\d+Ki$/) },
        },
      ],
    });
    const node = (await server.request({ path: `${root}/nodes/n1` })).json;
    const sum =
      Number.parseInt(db.containers[0].usage.cpu, 10) +
      Number.parseInt(web.containers[0].usage.cpu, 10);
    expect(Number.parseInt(node.usage.cpu, 10)).toBeGreaterThan(sum);
    expect(node).toMatchObject({ kind: 'NodeMetrics', metadata: { name: 'n1' } });
  });

  it.each([
    ['labelSelector=app%3Dweb', ['web']],
    ['fieldSelector=metadata.name%3Ddb', ['db']],
    ['labelSelector=app%20in%20(x)', []],
  ])('selects by %s', async (query, names) => {
    const { items } = (await server.request({ path: `${root}/namespaces/default/pods?${query}` }))
      .json;
    expect(items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(
      names,
    );
  });

  it('answers with JSON whoever would rather have protobuf, and with a table', async () => {
    const Accept = 'application/vnd.kubernetes.protobuf, */*';
    const json = await server.request({ path: `${root}/nodes`, headers: { Accept } });
    expect(json.headers['content-type']).toBe('application/json');
    const { columnDefinitions, rows } = (
      await server.request({ path: `${root}/nodes`, headers: table })
    ).json;
    expect(columnDefinitions.map(({ name }: { name: string }) => name)).toEqual([
      'Name',
      'cpu',
      'memory',
      'Window',
    ]);
    expect(rows[0].cells[0]).toBe('n1');
    const services = (await server.request({ path: apiServices, headers: table })).json;
    expect(services.rows[0].cells.slice(0, 3)).toEqual([
      ...['v1beta1.metrics.k8s.io', 'kube-system/metrics-server', 'Unknown'],
    ]);
  });

  it.each([
    ['POST', `${root}/namespaces/default/pods`, 405],
    ['DELETE', `${root}/nodes/n1`, 405],
    ['GET', `${root}/nodes?watch=true`, 405],
    ['GET', `${root}/services`, 404],
    ['GET', `${root}/pods?fieldSelector=spec.nodeName%3Dn1`, 400],
  ])('refuses %s %s', async (method, path, status) => {
    expect((await server.request({ method, path })).status).toBe(status);
  });

  it('has no figures of a node whose kubelet says nothing any more', async () => {
    const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
    const conditions = [{ type: 'Ready', status: 'Unknown' }];
    const path = '/api/v1/nodes/n1/status';
    const body = { status: { conditions } };
    expect((await server.request({ method: 'PATCH', path, headers, body })).status).toBe(200);
    const one = await server.request({ path: `${root}/nodes/n1` });
    expect(one.json.message).toBe('nodemetrics.metrics.k8s.io "n1" not found');
    expect((await server.request({ path: `${root}/pods` })).json.items).toEqual([]);
  });

  it('is described, for kubectl explain', async () => {
    const { json } = await server.request({ path: '/openapi/v3' });
    const { serverRelativeURL } = json.paths['apis/metrics.k8s.io/v1beta1'];
    const document = (await server.request({ path: serverRelativeURL })).json;
    expect(Object.keys(document.paths)).toContain(`${root}/namespaces/{namespace}/pods/{name}`);
    const own = 'io.k8s.metrics.pkg.apis.metrics.v1beta1';
    const { schemas } = document.components;
    expect(schemas[`${own}.PodMetrics`].required).toEqual(['timestamp', 'window', 'containers']);
    for (const [, name] of JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)/g)) {
      expect(schemas).toHaveProperty([name ?? '']);
    }
  });

  it('ends with its APIService', async () => {
    await server.request({ method: 'DELETE', path: `${apiServices}/v1beta1.metrics.k8s.io` });
    expect((await server.request({ path: `${root}/nodes` })).status).toBe(404);
    expect(server.unexpected).toEqual([]);
  });
});
