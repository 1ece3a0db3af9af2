import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Http2Client } from '../testing/http2-client.js';
import { TestApiServer, type TestRequest } from '../testing/test-api-server.js';

const pods = '/api/v1/namespaces/default/pods';

let server: TestApiServer;
let http2: Http2Client;
beforeAll(async () => {
  server = await TestApiServer.start();
  http2 = Http2Client.connect(server);
});
afterAll(async () => {
  http2.close();
  await server.close();
  expect(server.unexpected).toEqual([]);
});

const parseInteger = (text: string, why: string) =>
  `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`;

describe.each([
  ['HTTP/1.1', (request: TestRequest) => server.request(request)],
  ['HTTP/2', (request: TestRequest) => http2.request(request)],
] as const)('over %s, a query', (_protocol, send) => {
  test.each([
    ['a limit without a value', 'limit=', 400, parseInteger('', 'invalid syntax')],
    ['a limit that is no whole number', 'limit=1.5', 400, parseInteger('1.5', 'invalid syntax')],
    [
      'a limit beyond 64 bits',
      `limit=${'9'.repeat(20)}`,
      400,
      parseInteger('9'.repeat(20), 'value out of range'),
    ],
    [
      'a timeout without a unit',
      'timeout=5',
      400,
      'invalid timeout specified in the request URL - time: missing unit in',
    ],
    ['a token of nobody', 'continue=xxx', 400, 'invalid continue token: '],
    [
      'a set that does not end',
      'labelSelector=a+in+(',
      400,
      "unable to parse requirement: found '', expected: ',', ')' or",
    ],
    [
      'brackets alone',
      'labelSelector=((((((',
      400,
      "found '(', expected: !, identifier, or 'end of string'",
    ],
    [
      'a label of 40,000 characters',
      `labelSelector=${'a'.repeat(40_000)}`,
      400,
      'unable to parse requirement: ',
    ],
    ['10,000 values', `labelSelector=a+in+(${'b,'.repeat(10_000)})`, 200, undefined],
    [
      '2,000 fields',
      `fieldSelector=${'status.phase!=a,'.repeat(2_000)}status.phase!=b`,
      200,
      undefined,
    ],
    [
      'a field nobody selects by',
      'fieldSelector=spec.none%3Da',
      400,
      'field label not supported: spec.none',
    ],
    ['10,000 parameters', `${'a=b&'.repeat(10_000)}`, 200, undefined],
  ])('%s', async (_name, query, status, message) => {
    const answer = await send({ path: `${pods}?${query}` });
    expect([answer.status, answer.json.message?.slice(0, message?.length)]).toEqual([
      status,
      message,
    ]);
  });

  test.each([
    ['..', 'Name parameter invalid: "..": may not be \'..\''],
    ['%2e', 'Name parameter invalid: ".": may not be \'.\''],
    ['a%2525', 'Name parameter invalid: "a%25": may not contain \'%\''],
  ])('no object is looked for by the name %s', async (name, message) => {
    const answer = await send({ path: `${pods}/${name}` });
    expect([answer.status, answer.json.message]).toEqual([400, message]);
  });

  test("headers up to Go's limit are read", async () => {
    const answer = await send({ path: '/version', headers: { 'x-long': 'a'.repeat(50_000) } });
    expect(answer.status).toBe(200);
  });
});

describe('what is no request', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n', '400 Bad Request'],
    [
      'a head of 2 MiB',
      `GET /${'a'.repeat(2 * 1024 * 1024)} `,
      '431 Request Header Fields Too Large',
    ],
  ])('%s', async (_name, bytes, status) => {
    const answer = await exchangeBytes(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}\r\n[^]*${status}$`));
  });
});

function exchangeBytes(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ ...server.connectOptions, ALPNProtocols: ['http/1.1'] });
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    // Who is refused may not have finished speaking.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.write(bytes);
  });
}
