import type { Clock, ComponentClient } from '@drillyard/cluster';
import type { Pod } from './api/pod.js';
import type { ClusterDns } from './container/resolv-conf.js';
import type { ImageCatalog } from './images/image-registry.js';
import type { NodeMachine } from './node/node-object.js';
import type { ContainerNetwork, ContainerRuntime } from './runtime/index.js';
import type { HostPaths } from './volumes/pod-volumes.js';

export interface KubeletOptions {
  /** As `system:node:<name>`, of the group `system:nodes`. */
  readonly client: ComponentClient;
  readonly clock: Clock;
  readonly machine: NodeMachine;
  readonly runtime: ContainerRuntime;
  /** The network as a pod sees it that has these addresses. */
  readonly networkOf: (pod: Pod, addresses: readonly string[]) => ContainerNetwork;
  /** As the node sees it, for probes of other hosts; there are none without it. */
  readonly nodeNetwork?: Pick<ContainerNetwork, 'connect'>;
  readonly hostPaths: HostPaths;
  /** The images there are; those of the library without it. */
  readonly catalog?: ImageCatalog;
  /** What pods that start are told of names; undefined: what kubeadm's kubelets tell them. */
  readonly dns?: () => ClusterDns | undefined;
  /** Hears that the mirror of a static pod is going, or gone: a kubelet makes another. */
  readonly onMirrorGone?: () => void;
  /** How long events wait for the pods they are about; not at all without it. */
  readonly eventDelayMs?: number;
  /** Hears of every attempt that failed; it is made again. */
  readonly onError: (error: unknown) => void;
}
