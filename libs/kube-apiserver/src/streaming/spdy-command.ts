import type { UpgradedConnection } from '../endpoints/connection-upgrade.js';
import type { Exchange } from '../endpoints/exchange.js';
import type { ClientStreams, StreamOptions } from './remote-command.js';
import { SpdyConnection } from './spdy/spdy-connection.js';
import type { SpdyStream } from './spdy/spdy-stream.js';
import { negotiateSpdy, switchToSpdy } from './spdy-upgrade.js';
import type { OpenCarrier } from './stream-carrier.js';
import { streamCreationTimeoutMs } from './stream-limits.js';
import { statusText } from './stream-status.js';

/** In upstream's order; v5 is one of websockets only. */
const commandProtocols = ['v4', 'v3', 'v2']
  .map((version) => `${version}.channel.k8s.io`)
  .concat('channel.k8s.io');
const resizeProtocols = commandProtocols.slice(0, 2);

/** exec and attach over SPDY (cri-streaming `remotecommand/httpstream.go`). */
export function spdyCommandCarrier(
  exchange: Exchange,
  options: StreamOptions,
): OpenCarrier<ClientStreams> {
  const protocol = negotiateSpdy(exchange, commandProtocols);
  return (connection, stopping) => openStreams(connection, protocol, options, stopping);
}

async function openStreams(
  upgraded: UpgradedConnection,
  protocol: string,
  options: StreamOptions,
  stopping: AbortSignal,
): Promise<ClientStreams | undefined> {
  const awaited = new Set(['error']);
  for (const type of ['stdin', 'stdout', 'stderr'] as const) if (options[type]) awaited.add(type);
  if (options.tty && resizeProtocols.includes(protocol)) awaited.add('resize');
  const streams = new Map<string, SpdyStream>();
  let complete = () => {};
  const connection = new SpdyConnection(upgraded.socket, {
    accepts: (stream) => awaited.has(typeOf(stream)) && !streams.has(typeOf(stream)),
    onStream: (stream) => {
      const type = typeOf(stream);
      streams.set(type, stream);
      if (type !== 'stdin' && type !== 'resize') stream.resume();
      if (streams.size === awaited.size) complete();
    },
  });
  const onStopping = () => connection.close();
  stopping.addEventListener('abort', onStopping, { once: true });
  connection.gone.addEventListener('abort', () => {
    stopping.removeEventListener('abort', onStopping);
  });
  switchToSpdy(upgraded, protocol);
  const isComplete = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), streamCreationTimeoutMs);
    const settle = (value: boolean) => {
      clearTimeout(timer);
      resolve(value);
    };
    complete = () => settle(true);
    connection.gone.addEventListener('abort', () => settle(false), { once: true });
    if (connection.gone.aborted) settle(false);
    void connection.serve();
  });
  if (!isComplete) {
    connection.close();
    return undefined;
  }
  return clientStreams(connection, streams, protocol === commandProtocols[0]);
}

function typeOf({ headers }: SpdyStream): string {
  return headers.get('streamtype') ?? '';
}

function clientStreams(
  connection: SpdyConnection,
  streams: ReadonlyMap<string, SpdyStream>,
  jsonStatus: boolean,
): ClientStreams {
  return {
    stdin: streams.get('stdin'),
    stdout: streams.get('stdout'),
    stderr: streams.get('stderr'),
    resize: streams.get('resize'),
    writeStatus: (status) =>
      new Promise((resolve) => {
        const error = streams.get('error');
        if (error === undefined || error.destroyed) return resolve();
        error.end(statusText(status, jsonStatus), () => resolve());
        error.once('close', () => resolve());
      }),
    gone: connection.gone,
    close: () => connection.close(),
  };
}
