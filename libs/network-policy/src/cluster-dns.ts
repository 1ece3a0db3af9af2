import { type IpAddress, parseAddress } from './ip-range.js';
import type { Network } from './network.js';
import type { Service } from './network-snapshot.js';
import type { Party, PodParty } from './party.js';
import { endpointParty, isReady, podsWithoutAddress } from './service-endpoints.js';

/** kubeadm's default. */
const clusterDomain = 'cluster.local';
/** Names with fewer dots are tried with the search list first (kubelet `dns.go`, `options ndots:5`). */
const ndots = 5;

/** What a name stands for in the cluster's DNS. */
export type DnsAnswer =
  | { readonly kind: 'service'; readonly service: Service }
  /** A headless Service, or one pod: addresses without a port mapping. */
  | { readonly kind: 'pods'; readonly parties: readonly PartyAddress[] }
  /** An ExternalName Service: another name, to be looked up outside. */
  | { readonly kind: 'alias'; readonly name: string };
export interface PartyAddress {
  readonly party: Party;
  readonly address: IpAddress | undefined;
}

/**
 * Looks a name up as a pod would (the DNS specification for Kubernetes, 1.1.0): `web`, `web.shop`,
 * `web.shop.svc`, `web.shop.svc.cluster.local`, a pod of a headless Service, an address of a pod.
 * Undefined for a name the cluster does not have; only pods use the cluster's DNS.
 */
export function lookUp(network: Network, client: Party, name: string): DnsAnswer | undefined {
  if (client.kind !== 'pod' || !usesClusterDns(client)) return undefined;
  const lower = name.toLowerCase();
  for (const candidate of candidates(lower, client.namespace)) {
    const answer = resolveName(network, candidate);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** `Default`, and `ClusterFirst` of a pod on the host's network, use the node's resolver. */
export function usesClusterDns({ pod, isHostNetwork }: PodParty): boolean {
  const { dnsPolicy = 'ClusterFirst' } = pod.spec ?? {};
  if (dnsPolicy === 'ClusterFirst') return !isHostNetwork;
  return dnsPolicy === 'ClusterFirstWithHostNet';
}

function candidates(name: string, namespace: string): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const suffixes = [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
  const searched = suffixes.map((suffix) => `${name}.${suffix}`);
  return name.split('.').length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}

/**
 * What the cluster's DNS servers answer for a whole name, in lower case and without a dot at its
 * end; undefined for a name the cluster does not have.
 */
export function resolveName(network: Network, name: string): DnsAnswer | undefined {
  if (!name.endsWith(`.${clusterDomain}`)) return undefined;
  const labels = name.slice(0, -clusterDomain.length - 1).split('.');
  const [kind, namespace, last, hostname, ...rest] = labels.reverse();
  if (namespace === undefined || last === undefined || rest.length > 0) return undefined;
  if (kind === 'pod') return hostname === undefined ? podAddress(network, last) : undefined;
  const service = kind === 'svc' ? network.service(namespace, last) : undefined;
  return service === undefined ? undefined : answerOf(network, service, hostname);
}

/** `10-0-0-1.shop.pod.cluster.local`; CoreDNS with `pods insecure` asks nobody whether it is there. */
function podAddress(network: Network, label: string): DnsAnswer | undefined {
  const isDotted = /^\d+-\d+-\d+-\d+$/.test(label);
  const address = parseAddress(label.replaceAll('-', isDotted ? '.' : ':'));
  if (address === undefined) return undefined;
  return { kind: 'pods', parties: [{ party: network.partyAt(address), address }] };
}

function answerOf(
  network: Network,
  service: Service,
  hostname: string | undefined,
): DnsAnswer | undefined {
  const { type, externalName = '', clusterIP } = service.spec ?? {};
  if (type === 'ExternalName') {
    return hostname === undefined ? { kind: 'alias', name: externalName } : undefined;
  }
  if (clusterIP !== 'None') {
    return hostname === undefined ? { kind: 'service', service } : undefined;
  }
  const members = headlessMembers(network, service).filter(
    (member) => hostname === undefined || member.hostname === hostname,
  );
  return members.length === 0 ? undefined : { kind: 'pods', parties: members };
}

function headlessMembers(
  network: Network,
  service: Service,
): (PartyAddress & { readonly hostname: string | undefined })[] {
  const endpoints = network.slicesOf(service).flatMap((slice) => slice.endpoints ?? []);
  if (endpoints.length > 0) {
    return endpoints
      .filter(isReady)
      .map((endpoint) => ({ ...endpointParty(network, endpoint), hostname: endpoint.hostname }));
  }
  return podsWithoutAddress(network, service).map((party) => ({
    party,
    address: party.addresses[0],
    hostname:
      party.pod.spec?.subdomain === service.metadata.name ? party.pod.spec?.hostname : undefined,
  }));
}
