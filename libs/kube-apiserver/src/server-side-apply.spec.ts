import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApiServer } from './testing/test-api-server.js';

let server: TestApiServer;
const clock = { ms: Date.parse('2026-01-01T00:00:00Z') };

beforeAll(async () => {
  // A write takes a second, so that times tell writes apart.
  server = await TestApiServer.start({
    now: () => {
      clock.ms += 1000;
      return new Date(clock.ms);
    },
  });
  await server.create('/api/v1/namespaces', { metadata: { name: 'apply' } });
});
afterAll(async () => {
  await server.close();
  expect(server.unexpected).toEqual([]);
});

const configMaps = '/api/v1/namespaces/apply/configmaps';
const deployments = '/apis/apps/v1/namespaces/apply/deployments';

const configMap = (name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
const deployment = (name: string, replicas?: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    ...(replicas !== undefined && { replicas }),
    selector: { matchLabels: { app: 'x' } },
    template: {
      metadata: { labels: { app: 'x' } },
      spec: { containers: [{ name: 'c', image: 'i', resources: { limits: { cpu: '1000m' } } }] },
    },
  },
});

function apply(path: string, body: unknown, query: string) {
  const headers = { 'Content-Type': 'application/apply-patch+yaml' };
  return server.request({ method: 'PATCH', path: `${path}?${query}`, body, headers });
}

function patch(path: string, body: unknown) {
  const headers = { 'Content-Type': 'application/merge-patch+json', 'User-Agent': 'probe/1 (x)' };
  return server.request({ method: 'PATCH', path, body, headers });
}

interface Owner {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly fieldsV1: object;
}
const ownersOf = async (path: string): Promise<Owner[]> =>
  (await server.request({ path })).json.metadata.managedFields;

describe('server-side apply', () => {
  test('creates, and then changes, an object written in YAML', async () => {
    const path = `${configMaps}/yaml`;
    const yaml = (value: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  a: "${value}"\n`;
    expect((await apply(path, yaml('1'), 'fieldManager=m')).status).toBe(201);
    const changed = await apply(path, yaml('2'), 'fieldManager=m');
    expect(changed.status).toBe(200);
    expect(changed.json.data).toEqual({ a: '2' });
  });

  test('the last of two equal keys stands, with a warning that names the line', async () => {
    const body =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\ndata: {a: "1"}\n"data": {a: "2"}\n';
    const { json, headers } = await apply(`${configMaps}/twice`, body, 'fieldManager=m');
    expect(json.data).toEqual({ a: '2' });
    expect(headers['warning']).toBe('299 - "line 5: key \\"data\\" already set in map"');
  });

  test('nothing is written where nothing changes, however amounts are written', async () => {
    const path = `${deployments}/same`;
    const first = await apply(path, deployment('same'), 'fieldManager=m');
    const second = await apply(path, deployment('same'), 'fieldManager=m');
    expect(second.json.metadata).toEqual(first.json.metadata);
  });

  test('a dry run leaves nothing behind', async () => {
    const body = configMap('dry', { a: '1' });
    const { status } = await apply(`${configMaps}/dry`, body, 'fieldManager=m&dryRun=All');
    expect(status).toBe(201);
    expect((await server.request({ path: `${configMaps}/dry` })).status).toBe(404);
  });

  test.each([
    [
      'no manager',
      '',
      configMap('bad', {}),
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    [
      'no object',
      'fieldManager=m',
      [],
      400,
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
    [
      'another name',
      'fieldManager=m',
      configMap('other', {}),
      400,
      'the name of the object (other) does not match the name on the URL (bad)',
    ],
    [
      'no name',
      'fieldManager=m',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      400,
      'the name of the object (bad based on URL) was undeterminable: name must be provided',
    ],
    [
      'a key twice',
      'fieldManager=m&fieldValidation=Strict',
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"bad"},"data":{"a":"1","a":"2"}}',
      400,
      'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 1: key "a" already set in map',
    ],
  ])('%s is refused', async (_, query, body, code, message) => {
    const { json } = await apply(`${configMaps}/bad`, body, query);
    expect([json.code, json.message]).toEqual([code, message]);
  });

  test('the wrong amount for a kind is refused by name', async () => {
    const body = deployment('bad');
    Object.assign(body.spec.template.spec.containers[0] ?? {}, {
      resources: { limits: { cpu: 'x' } },
    });
    const { json } = await apply(`${deployments}/bad`, body, 'fieldManager=m');
    expect(json.code).toBe(500);
    expect(json.message).toContain('failed to convert new object (/bad; apps/v1, Kind=Deployment)');
  });
});

describe('owners', () => {
  test('of a new object are whoever sent it, not what defaults and admission add', async () => {
    const { json } = await server.request({
      method: 'POST',
      path: `${configMaps}?fieldManager=hand`,
      body: configMap('owned', { a: '1' }),
    });
    expect(json.metadata.managedFields).toMatchObject([
      { manager: 'hand', fieldsV1: { 'f:data': { '.': {}, 'f:a': {} } } },
    ]);
  });

  test('of the status are those who write the status', async () => {
    const path = `${deployments}/status`;
    await apply(path, deployment('status'), 'fieldManager=m');
    await patch(`${path}/status`, { status: { replicas: 1 }, metadata: { labels: { a: 'b' } } });
    const { json } = await server.request({ path });
    expect(json.metadata.labels).toBeUndefined();
    expect(json.metadata.managedFields[1]).toMatchObject({
      manager: 'probe',
      subresource: 'status',
      fieldsV1: { 'f:status': { 'f:replicas': {} } },
    });
  });

  test('of the replicas may be those of the scale', async () => {
    const path = `${deployments}/scaled`;
    await apply(path, deployment('scaled', 1), 'fieldManager=m');
    const scale = {
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata: { name: 'scaled' },
      spec: { replicas: 3 },
    };
    const refused = await apply(`${path}/scale`, scale, 'fieldManager=s');
    expect(refused.json.message).toBe(
      'Apply failed with 1 conflict: conflict with "m": .spec.replicas',
    );
    await apply(`${path}/scale`, scale, 'fieldManager=s&force=true');
    const owner = (await ownersOf(path)).find(({ manager }) => manager === 's');
    expect(owner).toMatchObject({
      subresource: 'scale',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    });
    const conflict = await apply(path, deployment('scaled', 1), 'fieldManager=m');
    expect(conflict.json.message).toContain('conflict with "s" with subresource "scale"');
  });

  test.each([[[]], [[{}]]])('are forgotten by a patch to %j', async (managedFields) => {
    const name = `reset-${JSON.stringify(managedFields).length}`;
    await apply(`${configMaps}/${name}`, configMap(name, { a: '1' }), 'fieldManager=m');
    await patch(`${configMaps}/${name}`, { metadata: { managedFields } });
    expect(await ownersOf(`${configMaps}/${name}`)).toBeUndefined();
  });

  test('of what is stored in other words own fields in those of the version they write', async () => {
    const path = '/apis/events.k8s.io/v1/namespaces/apply/events';
    const { json: event } = await server.create(`${path}?fieldManager=m`, {
      metadata: { name: 'told', namespace: 'apply' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      type: 'Normal',
      reason: 'Told',
      action: 'Telling',
      note: 'words',
      regarding: { kind: 'Namespace', name: 'apply', namespace: 'apply' },
      reportingController: 'example.com/teller',
      reportingInstance: 'teller-0',
    });
    expect(event.metadata.managedFields).toMatchObject([
      { manager: 'm', operation: 'Update', apiVersion: 'events.k8s.io/v1' },
    ]);
    expect(Object.keys(event.metadata.managedFields[0].fieldsV1)).toEqual([
      'f:action',
      'f:eventTime',
      'f:note',
      'f:reason',
      'f:regarding',
      'f:reportingController',
      'f:reportingInstance',
      'f:type',
    ]);
  });

  test('of what a cluster is born with are the API server, and who aggregates roles', async () => {
    const owners = await ownersOf('/apis/rbac.authorization.k8s.io/v1/clusterroles/view');
    expect(owners.map(({ manager, operation }) => [operation, manager])).toEqual([
      ['Apply', 'clusterrole-aggregation-controller'],
      ['Update', 'kube-apiserver'],
    ]);
  });

  test('are shown in the answer to a review', async () => {
    const { json } = await server.request({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews?fieldManager=m',
      body: { spec: { nonResourceAttributes: { verb: 'get', path: '/' } } },
    });
    expect(json.metadata.managedFields).toMatchObject([{ manager: 'm' }]);
  });
});
