import type { UpgradedConnection } from '../endpoints/connection-upgrade.js';
import type { Exchange } from '../endpoints/exchange.js';
import { forwardPort, type OpenPort } from './port-stream.js';
import { StreamRefusal } from './stream-carrier.js';
import { type ChannelProtocol, type ChannelType, WebSocketChannels } from './websocket-channels.js';
import { openWebSocket, requestedProtocols } from './websocket-upgrade.js';

const protocols: ReadonlyMap<string, ChannelProtocol> = new Map([
  ['v4.channel.k8s.io', { base64: false, closeSignal: false }],
  ['v4.base64.channel.k8s.io', { base64: true, closeSignal: false }],
  ['', { base64: false, closeSignal: false }],
]);

/** Each port takes two channels, and their numbers are one byte. */
const portsMax = 64;

/**
 * One connection to each of the ports the query names, on two channels each: data, error (cri-
 * streaming `portforward/websocket.go`). The Python client forwards ports this way.
 */
export function webSocketPortForward(
  exchange: Exchange,
  openPort: OpenPort,
  ports: readonly number[],
) {
  const requested = requestedProtocols(exchange);
  const name = (requested.length === 0 ? [''] : requested).find((p) => protocols.has(p));
  const protocol = name === undefined ? undefined : protocols.get(name);
  if (name === undefined || protocol === undefined) throw new StreamRefusal(403, '');
  checkPorts(ports);
  return async (connection: UpgradedConnection, stopping: AbortSignal): Promise<void> => {
    const socket = await openWebSocket(connection, name, stopping);
    if (socket === undefined) return;
    const types = ports.flatMap((): ChannelType[] => ['readwrite', 'write']);
    const channels = new WebSocketChannels(socket, protocol, types);
    await Promise.all(
      ports.map((port, index) => forwardChannel(channels, index * 2, port, openPort)),
    );
    channels.close();
  };
}

async function forwardChannel(
  channels: WebSocketChannels,
  channel: number,
  port: number,
  openPort: OpenPort,
): Promise<void> {
  const input = channels.input(channel);
  if (input === undefined) return;
  // Both channels begin with the number of their port, low byte first.
  const label = Buffer.from([port & 0xff, port >> 8]);
  channels.send(channel, label);
  channels.send(channel + 1, label);
  const { gone } = channels;
  const failure = await forwardPort(openPort, port, {
    input,
    output: channels.output(channel),
    gone,
  });
  if (failure !== undefined) channels.send(channel + 1, Buffer.from(failure));
}

function checkPorts(ports: readonly number[]): void {
  const refuse = (why: string) => new StreamRefusal(400, why);
  if (ports.length === 0) throw refuse('query parameter "port" is required');
  if (ports.length > portsMax) throw refuse(`at most ${portsMax} ports can be forwarded at once`);
  if (ports.includes(0)) throw refuse('port "0" must be > 0');
}
