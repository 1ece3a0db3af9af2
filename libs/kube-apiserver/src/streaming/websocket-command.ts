import type { WebSocket } from 'ws';
import type { Exchange } from '../endpoints/exchange.js';
import type { ClientStreams, StreamOptions } from './remote-command.js';
import { type OpenCarrier, StreamRefusal } from './stream-carrier.js';
import { statusText } from './stream-status.js';
import { type ChannelProtocol, type ChannelType, WebSocketChannels } from './websocket-channels.js';
import { openWebSocket, requestedProtocols } from './websocket-upgrade.js';

/** The numbers of the channels; the first three are those of the file descriptors. */
const stdinChannel = 0;
const stdoutChannel = 1;
const stderrChannel = 2;
const errorChannel = 3;
const resizeChannel = 4;

interface CommandProtocol extends ChannelProtocol {
  /** A JSON Status ends the command; before v4 it was the text of an error. */
  readonly jsonStatus: boolean;
}

const binary = { base64: false, closeSignal: false };
const base64 = { base64: true, closeSignal: false };

/** The sub-protocols of exec and attach; clients that name none get the first version. */
const commandProtocols: ReadonlyMap<string, CommandProtocol> = new Map([
  ['v5.channel.k8s.io', { base64: false, closeSignal: true, jsonStatus: true }],
  ['v4.channel.k8s.io', { ...binary, jsonStatus: true }],
  ['v4.base64.channel.k8s.io', { ...base64, jsonStatus: true }],
  ['channel.k8s.io', { ...binary, jsonStatus: false }],
  ['base64.channel.k8s.io', { ...base64, jsonStatus: false }],
  ['', { ...binary, jsonStatus: false }],
]);

/** exec and attach over a websocket (cri-streaming `remotecommand/websocket.go`). */
export function webSocketCommandCarrier(
  exchange: Exchange,
  options: StreamOptions,
): OpenCarrier<ClientStreams> {
  const requested = requestedProtocols(exchange);
  const name = (requested.length === 0 ? [''] : requested).find((p) => commandProtocols.has(p));
  const protocol = name === undefined ? undefined : commandProtocols.get(name);
  if (name === undefined || protocol === undefined) throw new StreamRefusal(403, '');
  return async (connection, stopping) => {
    const socket = await openWebSocket(connection, name, stopping);
    return socket && commandStreams(socket, protocol, options);
  };
}

function commandStreams(
  socket: WebSocket,
  protocol: CommandProtocol,
  options: StreamOptions,
): ClientStreams {
  const types: ChannelType[] = [
    options.stdin ? 'read' : 'ignore',
    options.stdout ? 'write' : 'ignore',
    options.stderr ? 'write' : 'ignore',
    'write',
    'read',
  ];
  const channels = new WebSocketChannels(socket, protocol, types);
  const first = options.stdout ? stdoutChannel : options.stderr ? stderrChannel : errorChannel;
  channels.send(first, Buffer.alloc(0));
  return {
    stdin: channels.input(stdinChannel),
    stdout: options.stdout ? channels.output(stdoutChannel) : undefined,
    stderr: options.stderr ? channels.output(stderrChannel) : undefined,
    resize: channels.input(resizeChannel),
    writeStatus: (status) =>
      new Promise((resolve) => {
        const text = statusText(status, protocol.jsonStatus);
        if (text === '') resolve();
        else channels.send(errorChannel, Buffer.from(text), () => resolve());
      }),
    gone: channels.gone,
    close: () => channels.close(),
  };
}
