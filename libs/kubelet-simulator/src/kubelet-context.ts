import type { Clock, ComponentClient } from '@drillyard/cluster';
import type { Pod } from './api/pod.js';
import type { BackOff } from './back-off.js';
import type { ClusterDns } from './container/resolv-conf.js';
import type { Allocatable } from './container/resource-field.js';
import type { ImageManager } from './images/image-manager.js';
import type { KubeletEvents } from './kubelet-events.js';
import type { PodAddresses } from './node/pod-addresses.js';
import type { ObjectReader } from './object-reader.js';
import type { ContainerNetwork, ContainerRuntime } from './runtime/index.js';
import type { PodVolumesOptions } from './volumes/pod-volumes.js';

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
