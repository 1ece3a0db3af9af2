import type { Duplex } from 'node:stream';
import { createWebSocketStream } from 'ws';
import type { UpgradedConnection } from '../endpoints/connection-upgrade.js';
import type { Exchange } from '../endpoints/exchange.js';
import { PortForwardSession } from './port-forward-session.js';
import type { OpenPort } from './port-stream.js';
import { SpdyConnection } from './spdy/spdy-connection.js';
import { negotiateSpdy, switchToSpdy } from './spdy-upgrade.js';
import { StreamRefusal } from './stream-carrier.js';
import { openWebSocket, requestedProtocols } from './websocket-upgrade.js';

const portForwardProtocol = 'portforward.k8s.io';
const tunnelPrefix = 'SPDY/3.1+';

type Serve = (connection: UpgradedConnection, stopping: AbortSignal) => Promise<void>;

/** kubectl up to 1.30, and any client that cannot open websockets. */
export function spdyPortForward(exchange: Exchange, openPort: OpenPort): Serve {
  const protocol = negotiateSpdy(exchange, [portForwardProtocol]);
  return (connection, stopping) => {
    switchToSpdy(connection, protocol);
    return serveSession(connection.socket, openPort, stopping);
  };
}

/** SPDY in the binary messages of a websocket (apiserver `streamtunnel.go`): kubectl since 1.31. */
export function tunnelledPortForward(exchange: Exchange, openPort: OpenPort): Serve {
  const protocol = `${tunnelPrefix}${portForwardProtocol}`;
  const requested = requestedProtocols(exchange);
  if (!requested.includes(protocol)) {
    const offered = requested
      .filter((name) => name.startsWith(tunnelPrefix))
      .map((name) => name.slice(tunnelPrefix.length));
    const why = `client supports [${offered.join(' ')}], server accepts [${portForwardProtocol}]`;
    throw new StreamRefusal(403, `unable to upgrade: unable to negotiate protocol: ${why}\n`);
  }
  return async (connection, stopping) => {
    const socket = await openWebSocket(connection, protocol, stopping);
    if (socket !== undefined) await serveSession(createWebSocketStream(socket), openPort, stopping);
  };
}

async function serveSession(
  transport: Duplex,
  openPort: OpenPort,
  stopping: AbortSignal,
): Promise<void> {
  const session = new PortForwardSession(openPort);
  const connection = new SpdyConnection(transport, {
    accepts: (stream) => session.accepts(stream),
    onStream: (stream) => session.add(stream),
  });
  const onStopping = () => connection.close();
  stopping.addEventListener('abort', onStopping, { once: true });
  try {
    await connection.serve();
  } finally {
    stopping.removeEventListener('abort', onStopping);
    session.close();
  }
}
