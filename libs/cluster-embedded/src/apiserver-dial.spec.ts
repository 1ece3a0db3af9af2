import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VirtualClock } from '@drillyard/cluster/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiserverDial } from './apiserver-dial.js';

const clock = new VirtualClock();
let host: Server;
let port = 0;

beforeAll(async () => {
  host = createServer((_request, response) => response.end('the host'));
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  // A server that listens on a port has an address with one.
  port = (host.address() as AddressInfo).port;
});
afterAll(() => host.close());

type Answer = 'refused' | 'timed-out' | 'unreachable';

function dialWhere(answer: Answer, reachesHost = false) {
  return apiserverDial({
    network: () => ({ connect: async () => answer }),
    addressOf: (name) => (name === 'node01' ? '192.168.0.11' : undefined),
    clock,
    reachesHost,
  });
}

describe('what an API server dials', () => {
  it('is never the host, whose loopback its own is not', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      await expect(dialWhere('refused')(name, port)).rejects.toThrow(
        `dial tcp 127.0.0.1:${port}: connect: connection refused`,
      );
    }
  });

  it('is the host where its operator writes the flags', async () => {
    const stream = await dialWhere('refused', true)('127.0.0.1', port);
    stream.end('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    let text = '';
    for await (const chunk of stream) text += chunk;
    expect(text).toContain('the host');
  });

  it.each([
    ['unreachable', 'node01', 'dial tcp 192.168.0.11:443: connect: no route to host'],
    ['refused', 'opa.opa.svc', 'dial tcp: lookup opa.opa.svc on 192.168.0.1:53: no such host'],
    ['refused', '::1', 'dial tcp [::1]:443: connect: connection refused'],
  ] as const)('that is %s: %s', async (answer, name, why) => {
    await expect(dialWhere(answer)(name, 443)).rejects.toThrow(why);
  });

  it('is given up where nothing answers', async () => {
    const dialling = dialWhere('timed-out')('10.244.0.9', 443);
    const failure = expect(dialling).rejects.toThrow('dial tcp 10.244.0.9:443: i/o timeout');
    await clock.advance(30_000);
    await failure;
  });
});
