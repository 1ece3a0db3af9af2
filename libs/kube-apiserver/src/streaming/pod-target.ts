import type { ContainerRef, KubeletClient, PodRef } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { Draft } from '../registry/resource-strategy.js';
import { badRequest, notFound, type StatusError, unknownError } from '../status-error.js';
import type { ObjectReader } from '../storage/object-reader.js';

/** How an API server reaches the kubelet of a node; undefined where none can be reached. */
export type KubeletOf = (nodeName: string) => KubeletClient | undefined;

const nodes = { group: '', resource: 'nodes' };
/** kubeadm's `--kubelet-preferred-address-types`. */
const preferredAddressTypes = ['InternalIP', 'ExternalIP', 'Hostname'];
/** Where a node's status names no port (`ports.KubeletPort`). */
const kubeletPort = 10_250;

/**
 * The container a request means: the one it names, or the only one
 * (`pkg/registry/core/pod/strategy.go` `validateContainer`).
 */
export function chooseContainer(pod: KubeObject, asked: string): string {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = specOf(pod);
  const all: string[] = [...initContainers, ...containers, ...ephemeralContainers].map(
    ({ name }: Draft) => String(name),
  );
  const podName = pod.metadata.name ?? '';
  if (asked !== '') {
    if (!all.includes(asked))
      throw badRequest(`container ${asked} is not valid for pod ${podName}`);
    return asked;
  }
  if (containers.length === 1) return String(containers[0].name);
  throw badRequest(
    `a container name must be specified for pod ${podName}, choose one of: [${all.join(' ')}]`,
  );
}

export function nodeNameOf(pod: KubeObject): string {
  return String(specOf(pod)['nodeName'] ?? '');
}

/** The pod on its node; upstream's refusal where it has none. */
export function podOnNode(pod: KubeObject): PodRef {
  const { name = '', namespace = '', uid = '' } = pod.metadata;
  const node = nodeNameOf(pod);
  if (node === '') throw badRequest(`pod ${name} does not have a host assigned`);
  return { namespace, name, uid, node };
}

export function containerOnNode(pod: KubeObject, asked: string): ContainerRef {
  const container = chooseContainer(pod, asked);
  return { ...podOnNode(pod), container };
}

/** Where the kubelet of a pod's node is, and the kubelet itself where it can be reached. */
export interface KubeletLocation {
  /** Host and port. */
  readonly address: string;
  readonly kubelet: KubeletClient | undefined;
}

/** Refuses in upstream's words for a node that is not there or says no address. */
export function locateKubelet(
  { kubeletOf, storage }: { readonly kubeletOf: KubeletOf; readonly storage: ObjectReader },
  nodeName: string,
): KubeletLocation {
  const node = storage.get(nodes, '', nodeName);
  // The resource is the request's: upstream looks for the node in its name.
  if (node === undefined) throw notFound({ group: '', resource: 'pods' }, nodeName);
  return { address: kubeletAddress(node), kubelet: kubeletOf(nodeName) };
}

/** What a dialer says of a kubelet that cannot be reached. */
export function dialError(address: string): string {
  return `dial tcp ${address}: connect: connection refused`;
}

/** The answer to an upgrade whose kubelet cannot be reached (apimachinery `UpgradeAwareHandler`). */
export function undialedBackend(address: string): StatusError {
  return unknownError(`error dialing backend: ${dialError(address)}`);
}

function kubeletAddress({ status }: KubeObject): string {
  const { addresses = [], daemonEndpoints } = (status ?? {}) as Draft;
  const found = preferredAddressTypes
    .map((type) => addresses.find((candidate: Draft) => candidate['type'] === type))
    .find((candidate) => candidate !== undefined);
  if (found === undefined) {
    const known = addresses.map(({ type, address }: Draft) => `{${type} ${address}}`).join(' ');
    throw unknownError(`no preferred addresses found; known addresses: [${known}]`);
  }
  return `${found.address}:${daemonEndpoints?.kubeletEndpoint?.Port || kubeletPort}`;
}

function specOf(pod: KubeObject): Draft {
  return (pod['spec'] ?? {}) as Draft;
}
