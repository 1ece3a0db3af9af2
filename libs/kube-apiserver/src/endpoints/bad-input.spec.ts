import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Http2Client } from '../testing/http2-client.js';
import { TestApiServer, type TestRequest } from '../testing/test-api-server.js';

const path = '/api/v1/namespaces/default/configmaps';
const head = '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"data":';
const aliases = [...Array(9).keys()].map((i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
const unrecognized = 'the object provided is unrecognized (must be of type ConfigMap): ';
const jsonError = `${unrecognized}couldn't get version/kind; json parse error: `;

let server: TestApiServer;
let http2: Http2Client;
beforeAll(async () => {
  server = await TestApiServer.start();
  await server.create(path, { metadata: { name: 'patched' } });
  http2 = Http2Client.connect(server);
});
afterAll(async () => {
  http2.close();
  await server.close();
  expect(server.unexpected).toEqual([]);
});

const protocols = [
  ['HTTP/1.1', (request: TestRequest) => server.request(request)],
  ['HTTP/2', (request: TestRequest) => http2.request(request)],
] as const;

describe.each(protocols)('over %s, a body that is refused', (_protocol, send) => {
  test.each([
    ['JSON that ends early', 'json', '{"kind":', 400, `${jsonError}unexpected end of JSON input`],
    [
      'JSON nested deeply',
      'json',
      `${head}${'['.repeat(10_001)}`,
      400,
      `${jsonError}invalid character '[' exceeded max depth`,
    ],
    [
      'YAML nested deeply',
      'yaml',
      `a: ${'['.repeat(10_001)}`,
      400,
      `${unrecognized}yaml: line 1: exceeded max depth`,
    ],
    [
      'YAML with aliases that multiply',
      'yaml',
      ['l0: &l0 [x]', ...aliases].join('\n'),
      400,
      `${unrecognized}yaml: document contains excessive aliasing`,
    ],
    [
      'YAML with an alias of nothing',
      'yaml',
      'a: *b',
      400,
      `${unrecognized}yaml: unknown anchor 'b' referenced`,
    ],
    [
      'a body over 3 MiB',
      'json',
      `${head}{"a":"${'x'.repeat(3 * 1024 * 1024)}"}}`,
      413,
      'Request entity too large: limit is 3145728',
    ],
    ['protobuf that ends early', 'vnd.kubernetes.protobuf', 'k8s\0\x0a', 400, unrecognized],
  ])('%s', async (_name, type, body, status, message) => {
    const headers = { 'Content-Type': `application/${type}` };
    const answer = await send({ method: 'POST', path, body, headers });
    expect(answer.status).toBe(status);
    expect(answer.json.message.slice(0, message.length)).toBe(message);
  });

  test('an object over 1.5 MiB', async () => {
    const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles';
    const rules = [{ apiGroups: [''], resources: ['x'.repeat(1.6 * 1024 * 1024)], verbs: ['get'] }];
    const body = { metadata: { name: 'big' }, rules };
    const answer = await send({ method: 'POST', path: roles, body });
    expect([answer.status, answer.json.message]).toEqual([500, 'etcdserver: request is too large']);
  });
});

describe.each(protocols)('over %s, a patch that is refused', (_protocol, send) => {
  const operation = { op: 'test', path: '/metadata/name', value: 'patched' };
  const deep = '{"a":'.repeat(10_001);
  test.each([
    ['up to 10,000 operations', 'json-patch', Array(10_000).fill(operation), 200, undefined],
    [
      'more than 10,000 operations',
      'json-patch',
      Array(10_001).fill(operation),
      413,
      'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    ],
    [
      'a merge nested deeply',
      'merge-patch',
      deep,
      400,
      "error decoding patch: invalid character '{' exceeded max depth",
    ],
    [
      'a strategic merge nested deeply',
      'strategic-merge-patch',
      deep,
      400,
      "invalid character '{' exceeded max depth",
    ],
    [
      'copies that grow without end',
      'json-patch',
      [
        { op: 'add', path: '/metadata/annotations', value: { a: 'x'.repeat(100_000) } },
        ...Array.from({ length: 60 }, (_, index) => ({
          ...{
            op: 'copy',
            from: '/metadata/annotations/a',
            path: `/metadata/annotations/b${index}`,
          },
        })),
      ],
      422,
      'the server rejected our request due to an error in our request',
    ],
  ])('%s', async (_name, type, body, status, message) => {
    const headers = { 'Content-Type': `application/${type}+json` };
    const answer = await send({ method: 'PATCH', path: `${path}/patched`, body, headers });
    expect([answer.status, answer.json.message]).toEqual([status, message]);
  });
});
