import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WsAdapter } from '@nestjs/platform-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import { toSocketTarget } from './terminal-socket-path.js';

/**
 * NestJS' adapter over plain `ws`, for one gateway whose path has a parameter and whose frames
 * are not NestJS' events.
 */
export class TerminalSocketAdapter extends WsAdapter {
  protected override ensureHttpServerExists(port: number, httpServer?: Server): undefined {
    if (httpServer === undefined || this.httpServersRegistry.has(port)) return;
    this.httpServersRegistry.set(port, httpServer);
    httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const [server]: WebSocketServer[] = this.wsServersRegistry.get(port) ?? [];
      if (server === undefined || toSocketTarget(request.url) === undefined) {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (client: WebSocket) => {
        server.emit('connection', client, request);
      });
    });
  }

  /** The gateway reads its socket itself. */
  override bindMessageHandlers(): void {}
}
