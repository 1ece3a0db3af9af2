import { lookUp, usesClusterDns } from './cluster-dns.js';
import { type IpAddress, parseAddress } from './ip-range.js';
import type { Network } from './network.js';
import type { Protocol } from './network-policy.js';
import type { Service } from './network-snapshot.js';
import type { Party } from './party.js';
import { type ServiceEndpoint, serviceEndpoints, servicePort } from './service-endpoints.js';
import { type Verdict, verdict } from './verdict.js';

/** What a client is told to connect to. */
export type Destination =
  | { readonly party: Party }
  | { readonly service: Service }
  /** An address, or a name as `curl` takes it. */
  | { readonly host: string };

export interface Attempt {
  readonly from: Party;
  readonly to: Destination;
  readonly port: number;
  readonly protocol: Protocol;
}

/**
 * What becomes of an attempt as far as the network decides it. The client of a Service gets one of
 * its endpoints, at random, so `verdicts` holds one for each.
 */
export interface ConnectResult {
  /** Every endpoint would be reached, and there is one. */
  readonly isAllowed: boolean;
  readonly verdicts: readonly Verdict[];
  /** Why there is nobody to connect to. */
  readonly problem: ConnectProblem | undefined;
  /** May the client ask the cluster's DNS, where it has to and one is there? One verdict per server. */
  readonly lookup: readonly Verdict[];
}
export type ConnectProblem = 'unknown-host' | 'lookup-denied' | 'no-such-port' | 'no-endpoints';

const dnsPort = 53;

/** Follows names and Services to the pods behind them, and asks the policies about those. */
export function connect(network: Network, attempt: Attempt): ConnectResult {
  const { to } = attempt;
  if ('party' in to) return judged(network, attempt, [endpointOf(to.party, attempt.port)]);
  if ('service' in to) return toService(network, attempt, to.service);
  const address = parseAddress(to.host);
  return address === undefined
    ? toName(network, attempt, to.host)
    : toAddress(network, attempt, address);
}

function toAddress(network: Network, attempt: Attempt, address: IpAddress): ConnectResult {
  const service = network.serviceAt(address);
  if (service !== undefined) return toService(network, attempt, service, address);
  const party = network.partyAt(address);
  return judged(network, attempt, [{ party, address, port: attempt.port }]);
}

function toName(network: Network, attempt: Attempt, name: string): ConnectResult {
  const lookup = dnsVerdicts(network, attempt.from);
  if (lookup.length > 0 && lookup.every(({ isAllowed }) => !isAllowed))
    return { ...failure('lookup-denied'), lookup };
  const answer = lookUp(network, attempt.from, name);
  if (answer === undefined || answer.kind === 'alias')
    return { ...failure('unknown-host'), lookup };
  if (answer.kind === 'service') {
    return { ...toService(network, attempt, answer.service), lookup };
  }
  const endpoints = answer.parties.map((each) => ({ ...each, port: attempt.port }));
  return { ...judged(network, attempt, endpoints), lookup };
}

function toService(
  network: Network,
  attempt: Attempt,
  service: Service,
  address = parseAddress(service.spec?.clusterIP ?? ''),
): ConnectResult {
  if (service.spec?.clusterIP === 'None') {
    const { namespace = 'default', name = '' } = service.metadata;
    const host = `${name}.${namespace}.svc.cluster.local.`;
    const answer = lookUp(network, attempt.from, host);
    if (answer?.kind !== 'pods') return failure('no-endpoints');
    const endpoints = answer.parties.map((each) => ({ ...each, port: attempt.port }));
    return judged(network, attempt, endpoints);
  }
  const port = servicePort(service, attempt.port, attempt.protocol);
  if (port === undefined) return failure('no-such-port');
  return judged(network, attempt, serviceEndpoints(network, service, port, address));
}

/** UDP 53 to the Service that kubeadm and others name kube-dns; nothing where it is not there. */
function dnsVerdicts(network: Network, from: Party): readonly Verdict[] {
  const service = network.service('kube-system', 'kube-dns');
  if (service === undefined || from.kind !== 'pod' || !usesClusterDns(from)) return [];
  return toService(network, { from, to: { service }, port: dnsPort, protocol: 'UDP' }, service)
    .verdicts;
}

function judged(
  network: Network,
  { from, protocol }: Attempt,
  endpoints: readonly ServiceEndpoint[],
): ConnectResult {
  if (endpoints.length === 0) return failure('no-endpoints');
  const verdicts = endpoints.map(({ party, port, address }) =>
    verdict(network, { from, to: party, port, protocol, address }),
  );
  const isAllowed = verdicts.every((each) => each.isAllowed);
  return { isAllowed, verdicts, problem: undefined, lookup: [] };
}

function endpointOf(party: Party, port: number): ServiceEndpoint {
  return { party, port, address: party.addresses[0] };
}

function failure(problem: ConnectProblem): ConnectResult {
  return { isAllowed: false, verdicts: [], problem, lookup: [] };
}
