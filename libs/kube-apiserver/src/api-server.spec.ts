import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestApiServer } from './testing/test-api-server.js';

let server: TestApiServer;
let namespace: string;
let path: string;
let count = 0;

beforeAll(async () => {
  server = await TestApiServer.start();
});
afterAll(async () => {
  await server.close();
  expect(server.unexpected).toEqual([]);
});
beforeEach(async () => {
  namespace = `test-${count++}`;
  path = `/api/v1/namespaces/${namespace}/configmaps`;
  await server.create('/api/v1/namespaces', { metadata: { name: namespace } });
  await server.eventually(`/api/v1/namespaces/${namespace}/serviceaccounts/default`, 200);
});

const mergePatch = { 'Content-Type': 'application/merge-patch+json' };
const patch = (target: string, body: object, headers: Record<string, string> = mergePatch) =>
  server.request({ method: 'PATCH', path: target, body, headers });

describe('create', () => {
  test('answers with the object in the order of Go’s structs', async () => {
    const { text, headers } = await server.create(path, {
      data: { b: '2', a: '1' },
      metadata: { labels: { x: 'y' }, name: 'one' },
    });
    expect(Object.keys(JSON.parse(text))).toEqual(['kind', 'apiVersion', 'metadata', 'data']);
    expect(text).toMatch(
      /"metadata":\{"name":"one","namespace":"test-\d+","uid":"[^"]+","resourceVersion":"\d+","creationTimestamp":"[^"]+Z","labels":\{"x":"y"\},"managedFields":\[\{"manager":.+\}\]\},"data":\{"a":"1","b":"2"\}\}\n$/,
    );
    expect(headers['audit-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['cache-control']).toBe('no-cache, private');
  });

  test('makes a name out of generateName', async () => {
    const { json } = await server.create(path, { metadata: { generateName: 'x-' } });
    expect(json.metadata.name).toMatch(/^x-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('with dryRun answers the same and stores nothing', async () => {
    const dry = await server.create(`${path}?dryRun=All`, { metadata: { name: 'dry' } });
    expect(dry.json.metadata.resourceVersion).toBeUndefined();
    expect((await server.request({ path: `${path}/dry` })).status).toBe(404);
  });

  test.each([
    [
      { metadata: {} },
      '',
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      { metadata: { name: 'a', resourceVersion: '1' } },
      '',
      500,
      'resourceVersion should not be set on objects to be created',
    ],
    [
      { metadata: { name: 'a', namespace: 'b' } },
      '',
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      { metadata: { name: 'a' }, foo: 1 },
      '?fieldValidation=Strict',
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "foo"',
    ],
    [
      { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } },
      '',
      400,
      'Pod in version "v1" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): unknown conversion',
    ],
    [
      { metadata: { name: 'a' } },
      '?dryRun=x',
      422,
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All"',
    ],
    [
      '[]',
      '',
      400,
      /^the object provided is unrecognized \(must be of type ConfigMap\): couldn't get version\/kind; json parse error: json: cannot unmarshal array/,
    ],
    ['', '', 400, /\(<empty>\)$/],
  ])('refuses %j%s', async (body, query, status, message) => {
    const response = await server.request({ method: 'POST', path: path + query, body });
    expect(response.status).toBe(status);
    expect(response.json.message).toMatch(message);
  });

  test('warns of unknown fields unless told otherwise', async () => {
    const { headers } = await server.create(path, { metadata: { name: 'w' }, foo: 1 });
    expect(headers['warning']).toBe('299 - "unknown field \\"foo\\""');
  });

  test('refuses a body over 3 MiB and goes on', async () => {
    const body = { metadata: { name: 'big' }, data: { a: 'x'.repeat(3 * 1024 * 1024) } };
    const response = await server.request({ method: 'POST', path, body });
    expect(response.status).toBe(413);
    expect(response.json.message).toBe('Request entity too large: limit is 3145728');
    expect((await server.request({ path })).status).toBe(200);
  });

  test('reads YAML, and refuses one that grows without end', async () => {
    const headers = { 'Content-Type': 'application/yaml' };
    const good = await server.request({
      method: 'POST',
      path,
      body: 'metadata: {name: yaml}\ndata: {a: "1"}\n',
      headers,
    });
    expect(good.status).toBe(201);
    const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x]'];
    for (let depth = 1; depth < 12; depth++) {
      lines.push(
        `a${depth}: &a${depth} [${Array(9)
          .fill(`*a${depth - 1}`)
          .join(',')}]`,
      );
    }
    const bomb = await server.request({ method: 'POST', path, body: lines.join('\n'), headers });
    expect(bomb.status).toBe(400);
  });
});

describe('update and patch', () => {
  test('lose against a newer version where they name an older one', async () => {
    const { json } = await server.create(path, { metadata: { name: 'u' } });
    await patch(`${path}/u`, { data: { a: '1' } });
    const response = await server.request({ method: 'PUT', path: `${path}/u`, body: json });
    expect(response.status).toBe(409);
    expect(response.json.message).toBe(
      'Operation cannot be fulfilled on configmaps "u": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  test('change nothing, not even the resourceVersion, where nothing differs', async () => {
    const { json } = await server.create(path, { metadata: { name: 'n' }, data: { a: '1' } });
    const same = await patch(`${path}/n`, { data: { a: '1' } });
    expect(same.json).toEqual(json);
  });

  test('a JSON patch whose test fails is refused', async () => {
    await server.create(path, { metadata: { name: 'j' }, data: { a: '1' } });
    const operations = [{ op: 'test', path: '/data/a', value: '2' }];
    const headers = { 'Content-Type': 'application/json-patch+json' };
    expect((await patch(`${path}/j`, operations, headers)).status).toBe(422);
  });

  test('a strategic merge patch merges lists by key', async () => {
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    const containers = ['a', 'b'].map((name) => ({ name, image: 'x' }));
    await server.create(pods, { metadata: { name: 'p' }, spec: { containers } });
    const headers = { 'Content-Type': 'application/strategic-merge-patch+json' };
    const change = { spec: { containers: [{ name: 'b', image: 'y' }] } };
    const { json } = await patch(`${pods}/p`, change, headers);
    expect(json.spec.containers.map(({ image }: { image: string }) => image)).toEqual(['x', 'y']);
  });

  test('status and object are changed apart', async () => {
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    await server.create(pods, {
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'a', image: 'x' }] },
    });
    const both = { spec: { activeDeadlineSeconds: 5 }, status: { message: 'hi' } };
    const viaStatus = await patch(`${pods}/p/status`, both);
    expect(viaStatus.json.status.message).toBe('hi');
    expect(viaStatus.json.spec.activeDeadlineSeconds).toBeUndefined();
    const viaObject = await patch(`${pods}/p`, { ...both, status: { message: 'no' } });
    expect(viaObject.json.status.message).toBe('hi');
    expect(viaObject.json.spec.activeDeadlineSeconds).toBe(5);
    expect(viaObject.json.metadata.generation).toBe(2);
  });
});

describe('delete', () => {
  test('waits for finalizers', async () => {
    await server.create(path, { metadata: { name: 'f', finalizers: ['a.b/c'] } });
    const marked = await server.request({ method: 'DELETE', path: `${path}/f` });
    expect(marked.json.metadata.deletionTimestamp).toBeDefined();
    expect((await server.request({ path: `${path}/f` })).status).toBe(200);
    await patch(`${path}/f`, { metadata: { finalizers: null } });
    expect((await server.request({ path: `${path}/f` })).status).toBe(404);
  });

  test('heeds preconditions', async () => {
    await server.create(path, { metadata: { name: 'p' } });
    const body = { preconditions: { uid: 'other' } };
    const response = await server.request({ method: 'DELETE', path: `${path}/p`, body });
    expect(response.status).toBe(409);
  });

  test('of a namespace empties it first', async () => {
    await server.create(path, { metadata: { name: 'c' } });
    const own = `/api/v1/namespaces/${namespace}`;
    const { json } = await server.request({ method: 'DELETE', path: own });
    expect(json.status.phase).toBe('Terminating');
    const late = await server.request({ method: 'POST', path, body: { metadata: { name: 'd' } } });
    expect([403, 404]).toContain(late.status);
    await server.eventually(own, 404);
    expect([...server.storage.list({ group: '', resource: 'configmaps' }, namespace)]).toEqual([]);
  });

  test('of an owner takes its dependents with it', async () => {
    const { json } = await server.create(path, { metadata: { name: 'owner' } });
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: json.metadata.uid };
    await server.create(path, { metadata: { name: 'dependent', ownerReferences: [owner] } });
    await server.request({ method: 'DELETE', path: `${path}/owner` });
    await server.eventually(`${path}/dependent`, 404);
  });

  test('that orphans leaves them, and in the foreground waits for them', async () => {
    for (const propagationPolicy of ['Orphan', 'Foreground']) {
      const name = propagationPolicy.toLowerCase();
      const { json } = await server.create(path, { metadata: { name } });
      const { uid } = json.metadata;
      const owner = { apiVersion: 'v1', kind: 'ConfigMap', name, uid, blockOwnerDeletion: true };
      const metadata = { name: `of-${name}`, ownerReferences: [owner] };
      await server.create(path, { metadata });
      await server.request({
        method: 'DELETE',
        path: `${path}/${name}`,
        body: { propagationPolicy },
      });
      await server.eventually(`${path}/${name}`, 404);
    }
    const left = await server.request({ path: `${path}/of-orphan` });
    expect(left.json.metadata.ownerReferences).toBeUndefined();
    expect((await server.request({ path: `${path}/of-foreground` })).status).toBe(404);
  });
});

describe('list', () => {
  test('comes in consistent pages', async () => {
    for (const name of ['a', 'b', 'c']) await server.create(path, { metadata: { name } });
    const selected = `${path}?limit=2`;
    const first = (await server.request({ path: selected })).json;
    expect(first.metadata.remainingItemCount).toBe(2);
    await server.request({ method: 'DELETE', path: `${path}/c` });
    await server.create(path, { metadata: { name: 'd' } });
    const second = await server.request({
      path: `${selected}&continue=${first.metadata.continue}`,
    });
    const names = [...first.items, ...second.json.items].map((item) => item.metadata.name);
    expect(names).toEqual(['a', 'b', 'c', 'kube-root-ca.crt']);
    expect(second.json.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  });

  test('leaves out of items what the list says, and selects by label and field', async () => {
    await server.create(path, { metadata: { name: 'a', labels: { l: '1' } } });
    const { json } = await server.request({
      path: `${path}?labelSelector=l%20in%20(1,2)&fieldSelector=metadata.name!%3Dz`,
    });
    expect(json.kind).toBe('ConfigMapList');
    expect(json.items).toHaveLength(1);
    expect(json.items[0].kind).toBeUndefined();
  });

  test('is a table where one is asked for', async () => {
    await server.create(path, { metadata: { name: 'a', labels: { l: '1' } }, data: { x: 'y' } });
    const headers = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const { json } = await server.request({ path: `${path}?labelSelector=l`, headers });
    expect(json.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual([
      'Name',
      'Data',
      'Age',
    ]);
    expect(json.rows[0].cells.slice(0, 2)).toEqual(['a', 1]);
    expect(json.rows[0].object.kind).toBe('PartialObjectMetadata');
  });

  test('is compressed where it is long', async () => {
    await server.create(path, { metadata: { name: 'big' }, data: { a: 'x'.repeat(200_000) } });
    const headers = { 'Accept-Encoding': 'gzip' };
    const { headers: answered } = await server.request({ path, headers });
    expect(answered['content-encoding']).toBe('gzip');
    expect(Number(answered['content-length'])).toBeLessThan(10_000);
  });
});

describe('watch', () => {
  test('tells of changes, and of objects that start and stop being selected', async () => {
    const { json } = await server.request({ path: `${path}?limit=1` });
    const since = json.metadata.resourceVersion;
    const target = `${path}?watch=true&resourceVersion=${since}&labelSelector=l`;
    await server.create(path, { metadata: { name: 'w' } });
    await patch(`${path}/w`, { metadata: { labels: { l: '1' } } });
    await patch(`${path}/w`, { data: { a: '1' } });
    await patch(`${path}/w`, { metadata: { labels: { l: null } } });
    const seen: string[] = [];
    for await (const { type } of server.watch(target)) {
      if (seen.push(type) === 3) break;
    }
    expect(seen).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
  });

  test('begins with what there is, and says when that was all', async () => {
    const target = `${path}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`;
    const seen: string[] = [];
    for await (const { type, object } of server.watch(target)) {
      seen.push(
        `${type} ${object.metadata.name ?? object.metadata.annotations['k8s.io/initial-events-end']}`,
      );
      if (type === 'BOOKMARK') break;
    }
    expect(seen).toEqual(['ADDED kube-root-ca.crt', 'BOOKMARK true']);
  });

  test('ends after timeoutSeconds', async () => {
    const target = `${path}?watch=true&timeoutSeconds=1&labelSelector=none`;
    const seen = [];
    for await (const event of server.watch(target)) seen.push(event);
    expect(seen).toEqual([]);
  });
});

describe('a client', () => {
  test('without a certificate may look at the version and not at much else', async () => {
    const version = await server.request({ path: '/version', anonymous: true });
    expect(version.json.gitVersion).toBe('v1.36.0');
    const refused = await server.request({ path: '/api/v1/pods', anonymous: true });
    expect(refused.status).toBe(403);
    expect(refused.json.message).toBe(
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
    );
  });

  test('with a bad token is not anonymous', async () => {
    const headers = { Authorization: 'Bearer nonsense' };
    const response = await server.request({ path: '/version', headers, anonymous: true });
    expect(response.status).toBe(401);
    expect(response.json.message).toBe('Unauthorized');
  });

  test('acts as another user, with the groups that user has', async () => {
    const review = {
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      body: {},
    };
    const headers = {
      'Impersonate-User': 'jane',
      'Impersonate-Group': ['dev', 'ops'],
      'Impersonate-Extra-Reason%2f1': 'why',
    };
    const { json } = await server.request({ ...review, headers });
    expect(json.status.userInfo).toMatchObject({
      username: 'jane',
      groups: ['dev', 'ops', 'system:authenticated'],
      extra: { 'reason/1': ['why'] },
    });
    const nobody = await server.request({ path, headers: { 'Impersonate-Group': 'dev' } });
    expect(nobody.status).toBe(400);
  });
});

describe('a pod that no node runs', () => {
  test('has an empty log, and nobody can get into it', async () => {
    const pod = `/api/v1/namespaces/${namespace}/pods`;
    const containers = ['a', 'b'].map((name) => ({ name, image: 'x' }));
    await server.create(pod, { metadata: { name: 'p' }, spec: { containers } });
    const log = await server.request({ path: `${pod}/p/log?container=a` });
    expect([log.status, log.text]).toEqual([204, '']);
    const unnamed = await server.request({ path: `${pod}/p/log` });
    expect(unnamed.json.message).toBe(
      'a container name must be specified for pod p, choose one of: [a b]',
    );
    const exec = await server.request({ path: `${pod}/p/exec?command=ls&container=b` });
    expect(exec.json.message).toBe('pod p does not have a host assigned');
  });
});

test('answers about a deprecated resource carry a warning', async () => {
  const { headers } = await server.request({ path: '/api/v1/endpoints' });
  expect(headers['warning']).toBe(
    '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"',
  );
});

describe('events', () => {
  test('of one API group are those of the other, in its words', async () => {
    const core = `/api/v1/namespaces/${namespace}/events`;
    const metadata = { name: 'e', namespace };
    const involvedObject = { kind: 'Pod', name: 'p', namespace };
    await server.create(core, { metadata, involvedObject, message: 'hello', reason: 'Test' });
    const events = `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
    const { json } = await server.request({ path: `${events}?fieldSelector=regarding.name%3Dp` });
    expect(json.items[0]).toMatchObject({ note: 'hello', regarding: { name: 'p' } });
    expect(json.items[0].message).toBeUndefined();
  });
});

describe('paths', () => {
  test.each([
    ['GET', '/healthz', 200],
    ['GET', '/readyz?verbose', 200],
    ['GET', '/livez/ping', 200],
    ['GET', '/metrics', 200],
    ['GET', '/openapi/v3', 200],
    ['GET', '/nope', 404],
    ['GET', '/apis/nope.example/v1/things', 404],
    ['GET', '/api/v1/things', 404],
    ['POST', '/version', 405],
    ['POST', '/api/v1/pods', 405],
    ['GET', '/api/v1/namespaces/default/namespaces', 404],
    ['GET', '/api/v1/namespaces/a/nodes/b', 404],
    ['GET', '/%zz', 400],
  ])('%s %s is answered with %d', async (method, target, status) => {
    expect((await server.request({ method, path: target })).status).toBe(status);
  });

  test('a document of OpenAPI is named by its hash and may be kept for good', async () => {
    const index = await server.request({ path: '/openapi/v3' });
    const url: string = index.json.paths['apis/rbac.authorization.k8s.io/v1'].serverRelativeURL;
    const document = await server.request({ path: url });
    expect(document.headers['cache-control']).toBe('public, immutable');
    const stale = await server.request({ path: url.replace(/hash=.*/, 'hash=0') });
    expect([stale.status, stale.headers.location]).toEqual([301, url]);
    const etag = String(document.headers.etag);
    const again = await server.request({ path: url, headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  test('discovery is aggregated where the client asks for it', async () => {
    const accept = (version: string) =>
      `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList,application/json`;
    const Accept = accept('v2');
    const { json, headers } = await server.request({ path: '/apis', headers: { Accept } });
    expect(json.apiVersion).toBe('apidiscovery.k8s.io/v2');
    expect(headers['content-type']).toContain('v=v2;as=APIGroupDiscoveryList');
    const old = await server.request({ path: '/apis', headers: { Accept: accept('v2beta1') } });
    expect(old.json.kind).toBe('APIGroupList');
    const etag = String(headers.etag);
    const again = await server.request({
      path: '/apis',
      headers: { Accept, 'If-None-Match': etag },
    });
    expect(again.status).toBe(304);
  });
});
