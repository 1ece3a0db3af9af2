import type { ContainerRef } from '@drillyard/cluster';
import type { Exchange } from '../endpoints/exchange.js';
import type { RequestScope } from '../endpoints/request-scope.js';
import { admitConnect } from './admit-connect.js';
import { writePlainError } from './plain-error.js';
import { containerOnNode, dialError, locateKubelet, undialedBackend } from './pod-target.js';
import { readBoolean } from './query-values.js';
import { type RemoteCommandKind, runRemoteCommand, type StreamOptions } from './remote-command.js';
import { spdyCommandCarrier } from './spdy-command.js';
import { requireUpgrade, StreamRefusal } from './stream-carrier.js';
import { internalErrorStatus, type StreamStatus } from './stream-status.js';
import { webSocketCommandCarrier } from './websocket-command.js';
import { isWebSocketRequest, requestedProtocols } from './websocket-upgrade.js';

/** pods/exec and pods/attach (`pod/rest/subresources.go` ExecREST, AttachREST). */
export async function runPodCommand(scope: RequestScope, kind: RemoteCommandKind): Promise<void> {
  const { exchange, server, store } = scope;
  const { query } = exchange;
  await admitConnect(scope);
  const { namespace, name } = exchange.requestInfo;
  const target = containerOnNode(store.get(namespace, name), query.get('container') ?? '');
  const { kubelet, address } = locateKubelet(server, target.node);
  const upgrade = requireUpgrade(exchange);
  try {
    const options = readStreamOptions(query);
    const openCarrier = isWebSocketRequest(exchange)
      ? webSocketCommandCarrier(exchange, options)
      : spdyCommandCarrier(exchange, options);
    if (kubelet === undefined) {
      if (!isTranslated(exchange)) throw undialedBackend(address);
      const client = await openCarrier(upgrade.take(), server.stopping);
      await client?.writeStatus(unsentRequest(kind, target, address, exchange.query));
      client?.close();
      return;
    }
    const { stdin, tty } = options;
    const process =
      kind === 'attach'
        ? await kubelet.attach(target, { stdin, tty })
        : await kubelet.exec(target, { stdin, tty, command: query.getAll('command') });
    const client = await openCarrier(upgrade.take(), server.stopping);
    if (client === undefined) process.close();
    else await runRemoteCommand(kind, process, client);
  } catch (error) {
    await writePlainError(exchange, error);
  }
}

/** A websocket of v5 is opened before its kubelet is asked (apiserver `StreamTranslatorHandler`). */
function isTranslated(exchange: Exchange): boolean {
  return isWebSocketRequest(exchange) && requestedProtocols(exchange).includes('v5.channel.k8s.io');
}

function unsentRequest(
  kind: RemoteCommandKind,
  { namespace, name, container }: ContainerRef,
  address: string,
  query: URLSearchParams,
): StreamStatus {
  const passed = new URLSearchParams();
  for (const word of query.getAll('command')) passed.append('command', word);
  if (readBoolean(query, 'stderr')) passed.append('error', '1');
  if (readBoolean(query, 'stdin')) passed.append('input', '1');
  if (readBoolean(query, 'stdout')) passed.append('output', '1');
  if (readBoolean(query, 'tty')) passed.append('tty', '1');
  const url = `https://${address}/${kind}/${namespace}/${name}/${container}?${passed}`;
  return internalErrorStatus(`error sending request: Post "${url}": ${dialError(address)}`);
}

/** What a kubelet makes of the query (cri-streaming `remotecommand.NewOptions`). */
function readStreamOptions(query: URLSearchParams): StreamOptions {
  const tty = readBoolean(query, 'tty');
  const stdin = readBoolean(query, 'stdin');
  const stdout = readBoolean(query, 'stdout');
  // A terminal has one stream for both.
  const stderr = readBoolean(query, 'stderr') && !tty;
  if (!stdin && !stdout && !stderr) {
    throw new StreamRefusal(400, 'you must specify at least 1 of stdin, stdout, stderr');
  }
  return { stdin, stdout, stderr, tty };
}
