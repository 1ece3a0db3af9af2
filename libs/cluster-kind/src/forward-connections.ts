import { connect, type Server, type Socket } from 'node:net';
import type { WorkspaceEndpoint } from '@drillyard/cluster';

/** Joins every connection a listener takes with one of its own to the endpoint. */
export function forwardConnections(listener: Server, { host, port }: WorkspaceEndpoint): void {
  const open = new Set<Socket>();
  listener.on('connection', (near: Socket) => {
    const far = connect({ host, port });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      // What ends on one side ends on the other; why is for whoever reads the connection.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  listener.on('close', () => {
    for (const socket of open) socket.destroy();
  });
}
