import { KubeletRefusal, type PortConnection } from '@drillyard/cluster';
import type { Exchange } from '../endpoints/exchange.js';
import type { RequestScope } from '../endpoints/request-scope.js';
import { admitConnect } from './admit-connect.js';
import { writePlainError } from './plain-error.js';
import { locateKubelet, podOnNode, undialedBackend } from './pod-target.js';
import type { OpenPort } from './port-stream.js';
import { readPorts } from './query-values.js';
import { spdyPortForward, tunnelledPortForward } from './spdy-port-forward.js';
import { requireUpgrade } from './stream-carrier.js';
import { webSocketPortForward } from './websocket-port-forward.js';
import { isWebSocketRequest, requestedProtocols } from './websocket-upgrade.js';

/** pods/portforward (`pod/rest/subresources.go` PortForwardREST). */
export async function forwardPodPorts(scope: RequestScope): Promise<void> {
  const { exchange, server, store } = scope;
  const ports = readPorts(exchange.query, 'ports');
  await admitConnect(scope);
  const { namespace, name } = exchange.requestInfo;
  const pod = podOnNode(store.get(namespace, name));
  const { kubelet, address } = locateKubelet(server, pod.node);
  const upgrade = requireUpgrade(exchange);
  if (kubelet === undefined) throw undialedBackend(address);
  const openPort: OpenPort = async (port): Promise<PortConnection> => {
    try {
      return await kubelet.portForward(pod, port);
    } catch (error) {
      if (!(error instanceof KubeletRefusal)) throw error;
      const where = `error forwarding port ${port} to pod ${pod.name}, uid ${pod.uid}`;
      throw new KubeletRefusal(error.statusCode, `${where}: ${error.message}`);
    }
  };
  try {
    const serve = carrierOf(exchange)(exchange, openPort, ports);
    await serve(upgrade.take(), server.stopping);
  } catch (error) {
    await writePlainError(exchange, error);
  }
}

function carrierOf(exchange: Exchange) {
  if (!isWebSocketRequest(exchange)) return spdyPortForward;
  const isTunnel = requestedProtocols(exchange).some((name) => name.startsWith('SPDY/3.1+'));
  return isTunnel ? tunnelledPortForward : webSocketPortForward;
}
