import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { openListener } from './network-listener.js';

const here = (command: string[]) => command;
const portOf = (server: Server) => (server.address() as { port: number }).port;

test('a listening socket comes out of the network, however many are asked for at once', async () => {
  const servers = await Promise.all(
    Array.from({ length: 10 }, () => openListener(here, '127.0.0.1', 0)),
  );
  for (const server of servers) {
    server.on('connection', (socket) => socket.end('here'));
    const [data] = await once(connect(portOf(server), '127.0.0.1'), 'data');
    expect(String(data)).toBe('here');
    server.close();
  }
});

test('a port that is taken is told with the reason', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  await expect(openListener(here, '127.0.0.1', portOf(taken))).rejects.toMatchObject({
    code: 'SANDBOX_NETWORK_FAILED',
    message: expect.stringContaining('EADDRINUSE'),
  });
  taken.close();
});

test('an opener that cannot be started is told', async () => {
  await expect(openListener(() => ['/nonexistent'], '127.0.0.1', 0)).rejects.toThrow('ENOENT');
});
