import { type ComponentClient, KubeApiError, type PortConnection } from '@drillyard/cluster';
import {
  type IpAddress,
  isPingAllowed,
  type Network,
  nodeOf,
  type Party,
  parseAddress,
  verdict,
} from '@drillyard/network-policy';
import { nodeNameserver } from '../container/resolv-conf.js';
import type { ConnectFailure, ContainerNetwork, TransportProtocol } from '../runtime/index.js';
import { answersOf } from './dns-answers.js';
import { NetworkView } from './network-view.js';
import { type PodIdentity, podParty } from './pod-identity.js';
import { PodSockets } from './pod-sockets.js';
import { type Landing, route, whereNobodyIs } from './route.js';

export interface ClusterNetworkOptions {
  /** As whoever may list pods, namespaces, nodes, services, endpoint slices and network policies. */
  readonly client: ComponentClient;
  /** Where the API server is found; without one nobody finds it. */
  readonly apiserver?: ApiserverEndpoint;
  /**
   * Whether names need servers that run as pods. Else, where there is no Service kube-dns, they are
   * answered as if there were one that everybody reaches.
   */
  readonly needsDnsPods?: boolean;
}

/** The API server, on the network of its node. */
export interface ApiserverEndpoint {
  readonly nodeName: string;
  readonly port: number;
  /** Undefined while none runs. */
  connect(from: string): PortConnection | undefined;
}

/** Who connects, looked up when it does; undefined where there is nobody of that name any more. */
type Caller = (network: Network) => Party | undefined;

const dnsPort = 53;

/**
 * The network of a cluster: pods, Services, node ports and names, as a network plugin, kube-proxy
 * and the cluster's DNS make them, between processes that are simulated. Policies decide when a
 * connection is opened; what is open stays open.
 */
export class ClusterNetwork {
  private readonly sockets = new PodSockets();
  private readonly view: NetworkView;

  constructor(private readonly options: ClusterNetworkOptions) {
    this.view = new NetworkView(options.client, (uid) => this.sockets.forget(uid));
  }

  /** As the containers of a pod see it. */
  of(pod: PodIdentity, addresses: readonly string[]): ContainerNetwork {
    const { uid = '' } = pod.metadata;
    const { hostNetwork, nodeName = '' } = pod.spec;
    const sockets = hostNetwork ? this.sockets.ofNode(nodeName) : this.sockets.ofPod(uid);
    return this.seenBy((network) => podParty(network, pod, addresses), sockets);
  }

  /** As what runs on a node itself sees it: its kubelet, and the API server. */
  ofNode(name: string): ContainerNetwork {
    return this.seenBy((network) => network.node(name), this.sockets.ofNode(name));
  }

  close(): void {
    this.view.close();
  }

  private seenBy(caller: Caller, sockets: ContainerNetwork['sockets']): ContainerNetwork {
    return {
      ...(sockets && { sockets }),
      resolve: (name, server) => {
        return this.ask(caller, server, 'timed-out', (network, from, address) =>
          this.resolve(network, from, address, name),
        );
      },
      connect: (to, port, protocol = 'TCP') => {
        return this.ask(caller, to, 'unreachable', (network, from, address) =>
          this.connect(network, from, { address, port, protocol }),
        );
      },
      ping: (to) => this.ask(caller, to, 'unreachable', pinged),
    };
  }

  /** `otherwise` where there is no such address, or nobody who could ask. */
  private async ask<T>(
    caller: Caller,
    to: string,
    otherwise: T,
    use: (network: Network, from: Party, address: IpAddress) => T,
  ): Promise<T> {
    try {
      const network = await this.view.now();
      const [from, address] = [caller(network), parseAddress(to)];
      return from && address ? use(network, from, address) : otherwise;
    } catch (error) {
      if (error instanceof KubeApiError) return otherwise;
      throw error;
    }
  }

  private connect(
    network: Network,
    from: Party,
    to: {
      readonly address: IpAddress;
      readonly port: number;
      readonly protocol: TransportProtocol;
    },
  ): PortConnection | ConnectFailure {
    const isSelf = isLoopback(to.address) && from.kind !== 'address';
    const landing = isSelf
      ? { to: from, port: to.port, seenAs: from }
      : route(network, { from, ...to });
    return typeof landing === 'string' ? landing : this.deliver(landing, to.protocol);
  }

  private deliver(
    { to, port, seenAs }: Landing,
    protocol: TransportProtocol,
  ): PortConnection | ConnectFailure {
    const source = seenAs.addresses[0]?.text ?? '127.0.0.1';
    const { apiserver } = this.options;
    const isApiserver =
      apiserver &&
      nodeOf(to) === apiserver.nodeName &&
      port === apiserver.port &&
      protocol === 'TCP';
    const server = isApiserver ? apiserver.connect(source) : undefined;
    return server ?? this.sockets.of(to).connect(port, source, protocol) ?? 'refused';
  }

  private resolve(
    network: Network,
    from: Party,
    server: IpAddress,
    name: string,
  ): readonly string[] | 'timed-out' {
    if (server.text === nodeNameserver) return nodeResolver(network, from, server);
    const address = this.dnsAddress(network, server);
    if (address === undefined) return answersOf(network, name);
    const attempt = { from, address, port: dnsPort, protocol: 'UDP' } as const;
    const landing = route(network, attempt);
    if (typeof landing === 'string') return 'timed-out';
    const isAnswered = this.sockets.of(landing.to).listensOn(dnsPort, 'UDP');
    return isAnswered ? answersOf(network, name) : 'timed-out';
  }

  /** Whom a question is sent to; undefined where the network answers by itself. */
  private dnsAddress(network: Network, server: IpAddress): IpAddress | undefined {
    const isThere = network.serviceAt(server) || network.partyAt(server).kind !== 'address';
    if (isThere || this.options.needsDnsPods) return server;
    const service = network.service('kube-system', 'kube-dns');
    return service && parseAddress(service.spec?.clusterIP ?? '');
  }
}

function pinged(network: Network, from: Party, address: IpAddress) {
  if (isLoopback(address)) return 'reply';
  // Services are addresses of rules about ports: nobody is there to reply.
  if (network.serviceAt(address)) return 'no-reply';
  const to = network.partyAt(address);
  if (!isPingAllowed(network, from, to)) return 'no-reply';
  if (to.kind !== 'address') return 'reply';
  return whereNobodyIs(network, address) === 'unreachable' ? 'unreachable' : 'no-reply';
}

/** The resolver of the nodes is outside the cluster; it knows of no name that is ours. */
function nodeResolver(network: Network, from: Party, address: IpAddress): [] | 'timed-out' {
  const to = network.partyAt(address);
  const { egress } = verdict(network, { from, to, port: dnsPort, protocol: 'UDP', address });
  return egress.isAllowed ? [] : 'timed-out';
}

function isLoopback({ text }: IpAddress): boolean {
  return text.startsWith('127.') || text === '::1' || text === '0.0.0.0';
}
