import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApiServer } from '../testing/test-api-server.js';

const path = '/api/v1/namespaces/default/configmaps';
const head = '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"data":';
const aliases = [...Array(9).keys()].map((i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
const unrecognized = 'the object provided is unrecognized (must be of type ConfigMap): ';
const jsonError = `${unrecognized}couldn't get version/kind; json parse error: `;

let server: TestApiServer;
beforeAll(async () => {
  server = await TestApiServer.start();
});
afterAll(async () => {
  await server.close();
  expect(server.unexpected).toEqual([]);
});

describe('a body that is refused', () => {
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
    const answer = await server.request({ method: 'POST', path, body, headers });
    expect(answer.status).toBe(status);
    expect(answer.json.message.slice(0, message.length)).toBe(message);
  });
});
