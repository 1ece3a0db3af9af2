import type { UpgradedConnection } from '../endpoints/connection-upgrade.js';
import type { Exchange } from '../endpoints/exchange.js';
import { StreamRefusal } from './stream-carrier.js';

const spdy31 = 'SPDY/3.1';
const protocolHeader = 'X-Stream-Protocol-Version';
const acceptedHeader = 'X-Accepted-Stream-Protocol-Versions';

/**
 * The first protocol of the client's list that is served; a StreamRefusal where there is none, or
 * where the client does not speak SPDY (apimachinery `httpstream.Handshake`).
 */
export function negotiateSpdy(exchange: Exchange, served: readonly string[]): string {
  const values = exchange.headerValues(protocolHeader.toLowerCase());
  const offered = values
    .flatMap((value) => value.split(','))
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
  if (values.length === 0) {
    const count = Object.keys(exchange.request.headers).length;
    const why = `header ${protocolHeader} does not exist in request with ${count} headers`;
    throw new StreamRefusal(400, `unable to upgrade: ${why}\n`);
  }
  if (offered.length === 0) {
    const why = `header ${protocolHeader} contains [${values.join(' ')}], but no valid protocols`;
    throw new StreamRefusal(400, `unable to upgrade: ${why}\n`);
  }
  const protocol = offered.find((candidate) => served.includes(candidate));
  if (protocol === undefined) {
    const why = `client supports [${offered.join(' ')}], server accepts [${served.join(' ')}]`;
    const message = `unable to upgrade: unable to negotiate protocol: ${why}\n`;
    throw new StreamRefusal(403, message, { [acceptedHeader]: served });
  }
  if (!exchange.header('upgrade').toLowerCase().includes(spdy31.toLowerCase())) {
    throw new StreamRefusal(400, 'unable to upgrade: missing upgrade headers in request\n');
  }
  return protocol;
}

/** Tells the client that the connection speaks SPDY from here on. */
export function switchToSpdy({ socket, head }: UpgradedConnection, protocol: string): void {
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    `Upgrade: ${spdy31}`,
    `${protocolHeader}: ${protocol}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  if (head.length > 0) socket.unshift(head);
}
