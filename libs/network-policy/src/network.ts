import { type CompiledPolicy, compilePolicy } from './compiled-policy.js';
import { type IpAddress, parseAddress } from './ip-range.js';
import type { Labels } from './label-matcher.js';
import type { Direction } from './network-policy.js';
import type { EndpointSlice, NetworkSnapshot, Pod, Service } from './network-snapshot.js';
import type { NodeParty, Party, PodParty } from './party.js';

/** A snapshot made ready to be asked: everything is found by name and by address. */
export class Network {
  readonly pods: readonly PodParty[];
  readonly policies: readonly CompiledPolicy[];
  readonly services: readonly Service[];
  /** Of each node the addresses its pods get theirs from. */
  readonly podRanges: readonly string[];
  readonly #podsByKey: ReadonlyMap<string, PodParty>;
  readonly #servicesByKey: ReadonlyMap<string, Service>;
  readonly #slicesByService: ReadonlyMap<string, readonly EndpointSlice[]>;
  readonly #policiesByNamespace: ReadonlyMap<string, readonly CompiledPolicy[]>;
  readonly #nodes: ReadonlyMap<string, NodeParty>;
  readonly #partiesByAddress = new Map<string, Party>();
  readonly #servicesByAddress = new Map<string, Service>();

  constructor(snapshot: NetworkSnapshot) {
    const namespaceLabels = new Map(
      snapshot.namespaces.map(({ metadata }) => [metadata.name ?? '', metadata.labels ?? {}]),
    );
    this.pods = snapshot.pods.map((pod) => podParty(pod, namespaceLabels));
    this.#podsByKey = new Map(this.pods.map((pod) => [keyOf(pod.namespace, pod.name), pod]));
    this.#nodes = findNodes(snapshot);
    this.policies = snapshot.policies.map(compilePolicy);
    this.#policiesByNamespace = groupBy(this.policies, ({ namespace }) => namespace);
    this.services = snapshot.services ?? [];
    this.podRanges = (snapshot.nodes ?? []).flatMap(({ spec }) => spec?.podCIDR ?? []);
    this.#servicesByKey = new Map(this.services.map((service) => [keyOfObject(service), service]));
    this.#slicesByService = groupBy(snapshot.endpointSlices ?? [], sliceOwner);
    this.#indexAddresses(this.services);
  }

  pod(namespace: string, name: string): PodParty | undefined {
    return this.#podsByKey.get(keyOf(namespace, name));
  }
  podsIn(namespace: string): readonly PodParty[] {
    return this.pods.filter((pod) => pod.namespace === namespace);
  }
  node(name: string): NodeParty | undefined {
    return this.#nodes.get(name);
  }
  service(namespace: string, name: string): Service | undefined {
    return this.#servicesByKey.get(keyOf(namespace, name));
  }
  /** By a ClusterIP. */
  serviceAt(address: IpAddress): Service | undefined {
    return this.#servicesByAddress.get(address.text);
  }
  slicesOf(service: Service): readonly EndpointSlice[] {
    return this.#slicesByService.get(keyOfObject(service)) ?? [];
  }

  /** Whoever has an address: a pod, a node, or somebody outside the cluster. */
  partyAt(address: IpAddress): Party {
    return this.#partiesByAddress.get(address.text) ?? { kind: 'address', addresses: [address] };
  }

  /** The policies that isolate a pod in a direction; none leaves it open. */
  policiesOf(pod: PodParty, direction: Direction): CompiledPolicy[] {
    if (pod.isHostNetwork) return [];
    return (this.#policiesByNamespace.get(pod.namespace) ?? []).filter(
      (policy) => policy[direction] !== undefined && policy.subject.matches(pod.labels),
    );
  }
  policiesIn(namespace: string): readonly CompiledPolicy[] {
    return this.#policiesByNamespace.get(namespace) ?? [];
  }

  #indexAddresses(services: readonly Service[]): void {
    for (const node of this.#nodes.values()) {
      for (const address of node.addresses) this.#partiesByAddress.set(address.text, node);
    }
    for (const pod of this.pods) {
      if (pod.isHostNetwork || pod.isFinished) continue; // the address is, or may be, another's
      for (const address of pod.addresses) this.#partiesByAddress.set(address.text, pod);
    }
    for (const service of services) {
      const { clusterIP, clusterIPs = [] } = service.spec ?? {};
      for (const address of addressesOf([clusterIP, ...clusterIPs])) {
        this.#servicesByAddress.set(address.text, service);
      }
    }
  }
}

function podParty(pod: Pod, namespaceLabels: ReadonlyMap<string, Labels>): PodParty {
  const { metadata, spec = {}, status = {} } = pod;
  const namespace = metadata.namespace ?? 'default';
  const sidecars = (spec.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  return {
    kind: 'pod',
    pod,
    namespace,
    name: metadata.name ?? '',
    labels: metadata.labels ?? {},
    namespaceLabels: namespaceLabels.get(namespace) ?? {},
    addresses: addressesOf([status.podIP, ...(status.podIPs ?? []).map(({ ip }) => ip)]),
    nodeName: spec.nodeName || undefined,
    isHostNetwork: spec.hostNetwork === true,
    isFinished: status.phase === 'Succeeded' || status.phase === 'Failed',
    ports: [...(spec.containers ?? []), ...sidecars].flatMap(({ ports }) => ports ?? []),
  };
}

/** Nodes by their objects, and by what pods say of the node they are on. */
function findNodes({ nodes = [], pods }: NetworkSnapshot): Map<string, NodeParty> {
  const addresses = new Map<string, (string | undefined)[]>();
  const add = (name: string, ips: readonly (string | undefined)[]) =>
    addresses.set(name, [...(addresses.get(name) ?? []), ...ips]);
  for (const { metadata, status } of nodes) {
    add(
      metadata.name ?? '',
      (status?.addresses ?? []).map(({ address }) => address),
    );
  }
  const seen = new Set<string>();
  for (const { spec, status } of pods) {
    if (!spec?.nodeName || seen.has(spec.nodeName)) continue;
    const ips = [status?.hostIP, ...(status?.hostIPs ?? []).map(({ ip }) => ip)];
    if (ips.some((ip) => ip !== undefined)) seen.add(spec.nodeName);
    add(spec.nodeName, ips);
  }
  return new Map(
    [...addresses].map(([name, ips]) => [
      name,
      { kind: 'node', name, addresses: addressesOf(ips) },
    ]),
  );
}

/** What is no address (a host name, `None`) is left out. */
function addressesOf(texts: readonly (string | undefined)[]): IpAddress[] {
  const addresses = texts.flatMap((text) => parseAddress(text ?? '') ?? []);
  return [...new Map(addresses.map((address) => [address.text, address])).values()];
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
function keyOfObject({ metadata }: Service | EndpointSlice): string {
  return keyOf(metadata.namespace ?? 'default', metadata.name ?? '');
}
function sliceOwner({ metadata }: EndpointSlice): string {
  const service = metadata.labels?.['kubernetes.io/service-name'] ?? '';
  return keyOf(metadata.namespace ?? 'default', service);
}
