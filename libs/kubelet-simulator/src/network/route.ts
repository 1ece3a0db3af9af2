import { createHash } from 'node:crypto';
import {
  type IpAddress,
  isInRange,
  type Network,
  type NodeParty,
  type Party,
  type PodParty,
  type Protocol,
  type Service,
  type ServiceEndpoint,
  type ServicePort,
  serviceEndpoints,
  servicePort,
  verdict,
} from '@drillyard/network-policy';
import type { ConnectFailure } from '../runtime/index.js';

/** A connection as it is asked for. */
export interface Attempt {
  readonly from: Party;
  readonly address: IpAddress;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Where it ends, Services followed, and as whom the client is seen there. */
export interface Landing {
  readonly to: PodParty | NodeParty;
  readonly port: number;
  readonly seenAs: Party;
}

/** Of the endpoints of a Service, the one that takes this connection. */
export type Choose = <T>(candidates: readonly T[]) => T | undefined;

/**
 * The way of a connection through the cluster: kube-proxy's rules first, then the policies of both
 * ends. As with packets, what no policy lets through is silence, and so is an address nobody has.
 */
export function route(
  network: Network,
  attempt: Attempt,
  choose: Choose = anyOf,
): Landing | ConnectFailure {
  const found = destination(network, attempt, choose);
  if (typeof found === 'string') return found;
  const { party: to, port, address, seenAs = attempt.from } = found;
  const { from, protocol } = attempt;
  const connection = { to, port, protocol, address };
  const { egress } = verdict(network, { ...connection, from });
  const { ingress } = verdict(network, { ...connection, from: seenAs });
  if (!egress.isAllowed || !ingress.isAllowed) return 'timed-out';
  return to.kind === 'address' ? whereNobodyIs(network, address) : { to, port, seenAs };
}

interface Destination extends ServiceEndpoint {
  readonly address: IpAddress;
  /** Somebody else than the client itself. */
  readonly seenAs?: Party;
}

function destination(
  network: Network,
  { from, address, port, protocol }: Attempt,
  choose: Choose,
): Destination | ConnectFailure {
  const service = network.serviceAt(address);
  if (service !== undefined) {
    const wanted = servicePort(service, port, protocol);
    // The proxy has no rule for it: the packet leaves the node for an address nobody has.
    return wanted === undefined
      ? 'timed-out'
      : behind(network, service, wanted, affine(service, from, choose));
  }
  const party = network.partyAt(address);
  if (party.kind !== 'node') return { party, port, address };
  const published = nodePort(network, port, protocol);
  if (published !== undefined) {
    const { service, port } = published;
    const found = behind(network, service, port, affine(service, from, choose));
    // The node rewrites the source, so that replies come back through it.
    return typeof found === 'string' || isOn(from, party) ? found : { ...found, seenAs: party };
  }
  return hostPort(network, party, port, protocol) ?? { party, port, address };
}

function behind(
  network: Network,
  service: Service,
  port: ServicePort,
  choose: (endpoints: readonly Destination[]) => Destination | undefined,
): Destination | ConnectFailure {
  const endpoints = serviceEndpoints(network, service, port).flatMap(({ address, ...endpoint }) => {
    return address === undefined ? [] : [{ ...endpoint, address }];
  });
  // Of a Service without endpoints the proxy rejects what comes.
  return choose(endpoints) ?? 'refused';
}

/**
 * With `sessionAffinity: ClientIP` a client stays with its endpoint for as long as there is one: the
 * one of the highest hash, so that nothing is to be remembered of whom.
 */
function affine(service: Service, from: Party, choose: Choose) {
  if (service.spec?.sessionAffinity !== 'ClientIP') return choose<Destination>;
  const client = from.addresses[0]?.text ?? '';
  return (endpoints: readonly Destination[]) => {
    const ranked = endpoints.map((endpoint) => {
      const text = `${client} ${endpoint.address.text} ${endpoint.port}`;
      return { endpoint, rank: createHash('sha256').update(text).digest('hex') };
    });
    return ranked.sort((a, b) => (a.rank < b.rank ? 1 : -1))[0]?.endpoint;
  };
}

function isOn(party: Party, node: NodeParty): boolean {
  return party.kind === 'node' && party.name === node.name;
}

function nodePort(network: Network, port: number, protocol: Protocol) {
  for (const service of network.services) {
    const found = (service.spec?.ports ?? []).find(
      (each) => each.nodePort === port && (each.protocol ?? 'TCP') === protocol,
    );
    if (found !== undefined) return { service, port: found };
  }
  return undefined;
}

function hostPort(
  network: Network,
  node: NodeParty,
  port: number,
  protocol: Protocol,
): Destination | undefined {
  for (const party of network.pods) {
    if (party.nodeName !== node.name || party.isHostNetwork || party.isFinished) continue;
    const found = party.ports.find(
      (each) => each.hostPort === port && (each.protocol ?? 'TCP') === protocol,
    );
    const [address] = party.addresses;
    if (found && address) return { party, port: found.containerPort, address };
  }
  return undefined;
}

/** A pod's address that no pod has is looked for on the node; anything else goes out and is lost. */
export function whereNobodyIs(network: Network, address: IpAddress): ConnectFailure {
  const isOfPods = network.podRanges.some((range) => isInRange(address, range));
  return isOfPods ? 'unreachable' : 'timed-out';
}

const anyOf: Choose = (candidates) => candidates[Math.floor(Math.random() * candidates.length)];
