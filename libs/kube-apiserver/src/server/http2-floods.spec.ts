import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Http2Client } from '../testing/http2-client.js';
import { TestApiServer } from '../testing/test-api-server.js';

let server: TestApiServer;
beforeAll(async () => {
  server = await TestApiServer.start();
});
afterAll(async () => {
  await server.close();
  expect(server.unexpected).toEqual([]);
});

/** The types of frames (RFC 9113, section 6). */
const frameType = { headers: 1, rstStream: 3, settings: 4, goAway: 7 };

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Requests that are taken back at once, as Node's client would not send them. */
function resets(count: number): Buffer {
  const path = [...Buffer.from('/livez')];
  // HPACK: GET and https from the static table, the path and the authority literally.
  const head = Buffer.from([0x82, 0x87, 0x04, path.length, ...path, 0x01, 1, 0x78]);
  const cancel = Buffer.from([0, 0, 0, 8]);
  const frames = Array.from({ length: count }, (_, index) => [
    frame(frameType.headers, 0x5, 2 * index + 1, head),
    frame(frameType.rstStream, 0, 2 * index + 1, cancel),
  ]);
  return Buffer.concat(frames.flat());
}

function frameTypes(bytes: Buffer): number[] {
  const types: number[] = [];
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    types.push(bytes.readUInt8(at + 3));
  }
  return types;
}

test('250 requests at a time are taken of a connection', async () => {
  const http2 = Http2Client.connect(server);
  await once(http2.session, 'remoteSettings');
  expect(http2.session.remoteSettings.maxConcurrentStreams).toBe(250);
  http2.close();
});

test('a flood of requests that are taken back ends the connection, not the server', async () => {
  const socket = connect({ ...server.connectOptions, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  socket.write(frame(frameType.settings, 0, 0, Buffer.alloc(0)));
  socket.write(resets(2_000));
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk]);
    if (frameTypes(received).includes(frameType.goAway)) break;
  }
  expect(frameTypes(received)).toContain(frameType.goAway);
  expect((await server.request({ path: '/readyz' })).status).toBe(200);
});

test('a flood of headers is refused for the request alone', async () => {
  const http2 = Http2Client.connect(server);
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x-${index}`, 'v']));
  const refused = http2.request({ path: '/version', headers: many });
  await expect(refused).rejects.toThrow('Stream closed with error code');
  expect((await http2.request({ path: '/version' })).status).toBe(200);
  http2.close();
});
