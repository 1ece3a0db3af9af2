import type { ContainerStreams } from '@drillyard/cluster';
import type { RequestScope } from '../endpoints/request-scope.js';
import { admitConnect } from './admit-connect.js';
import { writePlainError } from './plain-error.js';
import { containerOnNode, reachKubelet } from './pod-target.js';
import { readBoolean } from './query-values.js';
import { type RemoteCommandKind, runRemoteCommand, type StreamOptions } from './remote-command.js';
import { spdyCommandCarrier } from './spdy-command.js';
import { requireUpgrade, StreamRefusal } from './stream-carrier.js';
import { webSocketCommandCarrier } from './websocket-command.js';
import { isWebSocketRequest } from './websocket-upgrade.js';

/** pods/exec and pods/attach (`pod/rest/subresources.go` ExecREST, AttachREST). */
export async function runPodCommand(scope: RequestScope, kind: RemoteCommandKind): Promise<void> {
  const { exchange, server, store } = scope;
  const { query } = exchange;
  await admitConnect(scope);
  const { namespace, name } = exchange.requestInfo;
  const target = containerOnNode(store.get(namespace, name), query.get('container') ?? '');
  const kubelet = reachKubelet(
    server.kubeletOf,
    server.storage,
    target.node,
    (dialError) => `error dialing backend: ${dialError}`,
  );
  const upgrade = requireUpgrade(exchange);
  try {
    const options = readStreamOptions(query);
    const openCarrier = isWebSocketRequest(exchange)
      ? webSocketCommandCarrier(exchange, options)
      : spdyCommandCarrier(exchange, options);
    const { stdin, tty } = options;
    const process: ContainerStreams =
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
