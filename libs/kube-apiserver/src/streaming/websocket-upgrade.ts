import { type WebSocket, WebSocketServer } from 'ws';
import type { UpgradedConnection } from '../endpoints/connection-upgrade.js';
import type { Exchange } from '../endpoints/exchange.js';
import { messageBytesMax } from './stream-limits.js';

export function isUpgradeRequest(exchange: Exchange): boolean {
  return exchange.header('connection').toLowerCase().includes('upgrade');
}

export function isWebSocketRequest(exchange: Exchange): boolean {
  return isUpgradeRequest(exchange) && exchange.header('upgrade').toLowerCase() === 'websocket';
}

/** The sub-protocols a client offers, its favourite first. */
export function requestedProtocols(exchange: Exchange): string[] {
  const offered = exchange.header('sec-websocket-protocol').split(',');
  return offered.map((protocol) => protocol.trim()).filter((protocol) => protocol !== '');
}

/**
 * Opens a websocket with the sub-protocol, none where it is empty. Undefined where the handshake
 * is wrong: it has been answered then.
 */
export function openWebSocket(
  { request, socket, head }: UpgradedConnection,
  protocol: string,
  stopping: AbortSignal,
): Promise<WebSocket | undefined> {
  if (socket.destroyed) return Promise.resolve(undefined);
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
  });
  // Agreed on already, and not to be read again: `SPDY/3.1+…` is no token of HTTP.
  delete request.headers['sec-websocket-protocol'];
  server.on('headers', (headers) => {
    if (protocol !== '') headers.push(`Sec-WebSocket-Protocol: ${protocol}`);
  });
  return new Promise((resolve) => {
    socket.once('close', () => resolve(undefined));
    server.handleUpgrade(request, socket, head, (opened) => {
      const onStopping = () => opened.close(1001);
      stopping.addEventListener('abort', onStopping, { once: true });
      opened.once('close', () => stopping.removeEventListener('abort', onStopping));
      resolve(opened);
    });
  });
}
