import { type IpAddress, parseAddress } from './ip-range.js';
import { labelMatcher } from './label-matcher.js';
import type { Network } from './network.js';
import type { Protocol } from './network-policy.js';
import type { EndpointSlice, Service, ServicePort, SliceEndpoint } from './network-snapshot.js';
import type { Party, PodParty } from './party.js';

/** Where one connection to a Service may end: policies are asked about this, not about the Service. */
export interface ServiceEndpoint {
  readonly party: Party;
  readonly port: number;
  /** Undefined where the pod has no address yet. */
  readonly address: IpAddress | undefined;
}

/** The port of a Service a client connects to; a Service forwards no other. */
export function servicePort(
  service: Service,
  port: number,
  protocol: Protocol,
): ServicePort | undefined {
  return (service.spec?.ports ?? []).find(
    (each) => each.port === port && (each.protocol ?? 'TCP') === protocol,
  );
}

/**
 * The endpoints one of which takes a connection: those that are ready, or where none is, those that
 * still serve while they terminate (upstream `pkg/proxy/topology.go`). Slices leave out pods that
 * have no address; where they know nobody, the pods the Service selects stand in, so that policies
 * can be judged before any kubelet has run a pod. `address` is the ClusterIP used: the endpoints are
 * of its family.
 */
export function serviceEndpoints(
  network: Network,
  service: Service,
  port: ServicePort,
  address?: IpAddress,
): ServiceEndpoint[] {
  const all = network
    .slicesOf(service)
    .filter(
      ({ addressType }) => address === undefined || addressType?.toLowerCase() === address.family,
    )
    .flatMap((slice) => sliceEndpoints(network, slice, port));
  if (all.length === 0) return podsWithoutAddress(network, service).flatMap(endpointAtPod(port));
  const ready = all.filter(({ endpoint }) => isReady(endpoint));
  const chosen = ready.length > 0 ? ready : all.filter(({ endpoint }) => servesLast(endpoint));
  return chosen.map(({ target }) => target);
}

/** What slices cannot know of; all that is selected where no controller writes slices. */
export function podsWithoutAddress(network: Network, service: Service): PodParty[] {
  const pods = selectedPods(network, service);
  const hasSlices = network.slicesOf(service).length > 0;
  return hasSlices ? pods.filter(({ addresses }) => addresses.length === 0) : pods;
}

/** The pods a Service selects that can take connections; none where it has no selector. */
export function selectedPods(network: Network, { metadata, spec = {} }: Service): PodParty[] {
  const { selector } = spec;
  if (selector === undefined || selector === null || Object.keys(selector).length === 0) return [];
  const { matches } = labelMatcher({ matchLabels: selector });
  return network
    .podsIn(metadata.namespace ?? 'default')
    .filter((pod) => matches(pod.labels) && canServe(pod, spec.publishNotReadyAddresses === true));
}

/** A pod that no kubelet has reported on yet counts as one that will be ready. */
function canServe({ pod, isFinished }: PodParty, mayBeUnready: boolean): boolean {
  if (isFinished || pod.metadata.deletionTimestamp !== undefined) return false;
  const ready = (pod.status?.conditions ?? []).find(({ type }) => type === 'Ready');
  return mayBeUnready || ready === undefined || ready.status === 'True';
}

function endpointAtPod({ port, targetPort = port, protocol = 'TCP' }: ServicePort) {
  return (pod: PodParty): ServiceEndpoint[] => {
    const named = pod.ports.find(
      (each) => each.name === targetPort && (each.protocol ?? 'TCP') === protocol,
    );
    const number = typeof targetPort === 'number' ? targetPort : named?.containerPort;
    if (number === undefined) return []; // upstream leaves such a pod out of the slice
    return [{ party: pod, port: number, address: pod.addresses[0] }];
  };
}

function sliceEndpoints(network: Network, slice: EndpointSlice, { name = '', port }: ServicePort) {
  const target = (slice.ports ?? []).find((each) => (each.name ?? '') === name);
  if (target === undefined) return [];
  return (slice.endpoints ?? []).map((endpoint) => ({
    endpoint,
    target: { ...endpointParty(network, endpoint), port: target.port ?? port },
  }));
}

/** The pod an endpoint names, else whoever has its address. */
export function endpointParty(
  network: Network,
  { addresses: [first = ''], targetRef }: SliceEndpoint,
): Pick<ServiceEndpoint, 'party' | 'address'> {
  const address = parseAddress(first);
  const pod =
    targetRef?.kind === 'Pod'
      ? network.pod(targetRef.namespace ?? '', targetRef.name ?? '')
      : undefined;
  const party = pod ?? (address && network.partyAt(address));
  return { party: party ?? { kind: 'address', addresses: [] }, address };
}

/** `ready` is to be read as true where it is not set (discovery.k8s.io/v1 `types.go`). */
export function isReady({ conditions }: SliceEndpoint): boolean {
  return conditions?.ready !== false;
}

function servesLast({ conditions }: SliceEndpoint): boolean {
  return conditions?.serving === true && conditions.terminating === true;
}
