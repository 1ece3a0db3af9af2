import { type Clock, type ComponentClient, EventRecorder } from '@drillyard/cluster';
import type { Pod } from './api/pod.js';
import { BackOff } from './back-off.js';
import type { ClusterDns } from './container/resolv-conf.js';
import type { Allocatable } from './container/resource-field.js';
import { imageCatalog } from './images/image-catalog.js';
import { ImageManager } from './images/image-manager.js';
import { ImageRegistries } from './images/image-registry.js';
import { KubeletEvents } from './kubelet-events.js';
import type { KubeletOptions } from './kubelet-options.js';
import { PodAddresses } from './node/pod-addresses.js';
import { ObjectReader } from './object-reader.js';
import type { ContainerNetwork, ContainerRuntime } from './runtime/index.js';
import type { PodVolumesOptions } from './volumes/pod-volumes.js';

const kubeadmDns: ClusterDns = { address: '10.96.0.10', domain: 'cluster.local' };

/** What all of a kubelet's parts work with. */
export interface KubeletContext {
  readonly client: ComponentClient;
  readonly clock: Clock;
  readonly events: KubeletEvents;
  readonly runtime: ContainerRuntime;
  readonly networkOf: (pod: Pod, addresses: readonly string[]) => ContainerNetwork;
  /** The network as the node itself sees it. */
  readonly nodeNetwork: Pick<ContainerNetwork, 'connect'> | undefined;
  readonly images: ImageManager;
  /** Of containers that end. */
  readonly backOff: BackOff;
  readonly objects: ObjectReader;
  readonly addresses: PodAddresses;
  readonly volumeOptions: PodVolumesOptions;
  readonly node: {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly allocatable: Allocatable;
  };
  readonly dns: () => ClusterDns;
  readonly onError: (error: unknown) => void;
}

export function kubeletContext(options: KubeletOptions): KubeletContext {
  const { client, clock, machine, runtime, networkOf, onError, hostPaths } = options;
  const { name, addresses, allocatable } = machine;
  const recorder = new EventRecorder({
    client,
    clock,
    component: 'kubelet',
    host: name,
    delayMs: options.eventDelayMs ?? 0,
    onError,
  });
  const events = new KubeletEvents(recorder);
  const registries = new ImageRegistries(options.catalog ?? imageCatalog);
  const objects = new ObjectReader(client);
  return {
    client,
    clock,
    events,
    runtime,
    networkOf,
    nodeNetwork: options.nodeNetwork,
    images: new ImageManager({ registries, backOff: new BackOff(clock), events, clock }),
    backOff: new BackOff(clock),
    objects,
    addresses: new PodAddresses(),
    volumeOptions: {
      allocatable,
      objects,
      token: (pod, source) => objects.token(pod, source),
      hostPaths,
      clock,
      onError,
    },
    node: { name, addresses, allocatable },
    dns: () => options.dns?.() ?? kubeadmDns,
    onError,
  };
}
