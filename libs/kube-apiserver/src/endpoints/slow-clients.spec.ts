import { once } from 'node:events';
import { type ClientHttp2Stream, constants } from 'node:http2';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerOf, Http2Client } from '../testing/http2-client.js';
import { TestApiServer } from '../testing/test-api-server.js';

const configMaps = '/api/v1/namespaces/default/configmaps';
const megabyte = 1_000_000;

let server: TestApiServer;
let http2: Http2Client;
beforeAll(async () => {
  server = await TestApiServer.start({ limits: { watchesMax: 60 } });
});
beforeEach(() => {
  http2 = Http2Client.connect(server);
  return () => http2.close();
});
afterAll(async () => {
  await server.close();
  expect(server.unexpected).toEqual([]);
});

/** A connection of HTTP/1.1 that sends what it is given and reads only when it is told to. */
function slowConnection(head: string): TLSSocket {
  const socket = connect({ ...server.connectOptions, ALPNProtocols: ['http/1.1'] });
  socket.on('error', () => undefined);
  socket.write(`${head}\r\nHost: x\r\n`);
  return socket;
}

describe('a body that does not come', () => {
  const path = `${configMaps}?timeout=50ms`;
  const late = 'Timeout: request did not complete within the allotted timeout';

  test('is waited for no longer than the deadline, over HTTP/1.1', async () => {
    const socket = slowConnection(`POST ${path} HTTP/1.1`);
    socket.write('Content-Length: 1000\r\n\r\n{"kind":');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 504 /);
    expect(String(answer)).toContain(late);
    await once(socket, 'close');
  });

  test('is waited for no longer than the deadline, over HTTP/2', async () => {
    const stream = http2.open({ ':method': 'POST', ':path': path });
    stream.write('{"kind":');
    const answer = await answerOf(stream);
    expect([answer.status, answer.json.message, answer.json.reason]).toEqual([
      504,
      late,
      'Timeout',
    ]);
    // The connection goes on.
    expect((await http2.request({ path: '/version' })).status).toBe(200);
  });
});

describe('clients that do not read', () => {
  const bigMap = (name: string) => ({ metadata: { name }, data: { a: 'x'.repeat(megabyte) } });
  let streams: ClientHttp2Stream[] = [];

  function openUnread(path: string): ClientHttp2Stream {
    const stream = http2.open({ ':method': 'GET', ':path': path });
    stream.on('error', () => undefined);
    stream.pause();
    stream.end();
    streams.push(stream);
    return stream;
  }

  beforeEach(() => () => {
    for (const stream of streams) stream.destroy();
    streams = [];
  });

  test('are sent what they asked for bit by bit, until too much waits for all of them', async () => {
    for (let index = 0; index < 10; index++) {
      await server.create(configMaps, bigMap(`list-${index}`));
    }
    const unread = Array.from({ length: 15 }, () => openUnread(configMaps));
    const codes = await Promise.all(
      unread.map(async (stream) => (await once(stream, 'response'))[0][':status']),
    );
    expect(codes.filter((code) => code === 200).length).toBe(13);
    expect(codes.filter((code) => code === 429).length).toBe(2);
    const refused = await server.request({ path: configMaps });
    expect([refused.status, refused.headers['retry-after'], refused.json.message]).toEqual([
      429,
      '1',
      'too many answers are waiting to be read: read them, or ask for less with limit',
    ]);
    // What is small is answered as ever, and once they have gone so is everything.
    expect((await server.request({ path: `${configMaps}?limit=0&labelSelector=a` })).status).toBe(
      200,
    );
    for (const stream of unread) stream.destroy();
    await server.eventually(configMaps, 200);
  });

  test('lose a watch that fell too far behind', async () => {
    const stream = openUnread(`${configMaps}?watch=true&labelSelector=slow`);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    await once(stream, 'response');
    const labels = { slow: '' };
    for (let index = 0; index < 8; index++) {
      const { metadata, data } = bigMap(`watched-${index}`);
      await server.create(configMaps, { metadata: { ...metadata, labels }, data });
    }
    stream.resume();
    await closed;
    expect(stream.rstCode).toBe(constants.NGHTTP2_INTERNAL_ERROR);
  });

  test('take a watch that begins with more than may wait when they get to it', async () => {
    const options = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
    const stream = openUnread(`${configMaps}?watch=true&allowWatchBookmarks=true&${options}`);
    await once(stream, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk);
      if (chunks.length > 1 && Buffer.concat(chunks.slice(-2)).includes('initial-events-end'))
        break;
    }
    const events = Buffer.concat(chunks).toString().split('\n');
    expect(events.filter((event) => event.includes('"name":"list-')).length).toBe(10);
  });
});

test('one watch too many is refused, and taken again when another has ended', async () => {
  const path = `${configMaps}?watch=true&resourceVersion=${server.storage.resourceVersion}`;
  const streams = Array.from({ length: 70 }, () => {
    const stream = http2.open({ ':method': 'GET', ':path': path });
    stream.end();
    return stream;
  });
  const heads = await Promise.all(
    streams.map(async (stream) => (await once(stream, 'response'))[0]),
  );
  const refused = heads.filter((head) => head[':status'] === 429);
  expect(refused.length).toBe(10);
  expect(refused[0]?.['retry-after']).toBe('1');
  const answer = await http2.request({ path });
  expect(answer.json).toMatchObject({
    ...{ kind: 'Status', reason: 'TooManyRequests', code: 429 },
    details: { retryAfterSeconds: 1 },
  });
  for (const stream of streams) stream.close();
  const isTaken = async () => {
    const stream = http2.open({ ':method': 'GET', ':path': path });
    const [head] = await once(stream, 'response');
    stream.close();
    return head[':status'] === 200;
  };
  while (!(await isTaken())) await new Promise(setImmediate);
});
