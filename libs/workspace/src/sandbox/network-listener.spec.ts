import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { describe, expect, it, test } from 'vitest';
import { type ListenerOpener, nodeOpener, perlOpener } from './listener-openers.js';
import { openListener } from './network-listener.js';

const here = (command: string[]) => command;
const portOf = (server: Server) => (server.address() as { port: number }).port;
const broken: ListenerOpener = () => ['/nonexistent'];

describe.each([
  ['Node', nodeOpener],
  ['Perl', perlOpener],
])('%s', (_, opener) => {
  it.skipIf(opener === undefined)(
    'hands a listening socket out of the network, however many are asked for at once',
    async () => {
      const servers = await Promise.all(
        Array.from({ length: 10 }, () => openListener(here, '127.0.0.1', 0, [opener ?? broken])),
      );
      for (const server of servers) {
        server.on('connection', (socket) => socket.end('here'));
        const [data] = await once(connect(portOf(server), '127.0.0.1'), 'data');
        expect(String(data)).toBe('here');
        server.close();
      }
    },
  );

  it.skipIf(opener === undefined)('tells why a port cannot be had', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const asked = openListener(here, '127.0.0.1', portOf(taken), [opener ?? broken]);
    await expect(asked).rejects.toMatchObject({
      code: 'SANDBOX_NETWORK_FAILED',
      message: expect.stringMatching(/EADDRINUSE|Address already in use/),
    });
    taken.close();
  });
});

/** Listens, but what it says is not understood; it does not end by itself. */
const talking: ListenerOpener = (host, port) => [
  ...[process.execPath, '-e'],
  `require('node:net').createServer().listen(${port}, '${host}', () => process.send('no socket'))`,
];

test('an opener that does not work here is followed by another', async () => {
  const failing: ListenerOpener = () => [process.execPath, '-e', 'process.exit(1)'];
  const openers = [broken, failing, talking, nodeOpener];
  const server = await openListener(here, '127.0.0.1', 0, openers);
  expect(server.listening).toBe(true);
  server.close();
});

test('openers that cannot be started are told', async () => {
  const asked = openListener(() => ['/nonexistent'], '127.0.0.1', 0);
  await expect(asked).rejects.toThrow('ENOENT');
});
