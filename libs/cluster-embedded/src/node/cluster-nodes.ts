import { arch, cpus, totalmem } from 'node:os';
import { type Clock, KubeApiError, type KubeletClient } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import { kubernetesVersion } from '@drillyard/kube-apiserver';
import {
  type ApiserverEndpoint,
  type ClusterDns,
  ClusterNetwork,
  Kubelet,
  type NodeMachine,
  SimulatedContainerRuntime,
  VolumeStorage,
} from '@drillyard/kubelet-simulator';
import { SteadyClient, type SteadyPlace, type UserInfo } from './steady-client.js';

/** Of many pods that start at once all run before it is told how; nobody reads events that fast. */
const eventDelayMs = 500;

export interface ClusterNodesOptions {
  readonly place: SteadyPlace;
  /** The control plane's node first. */
  readonly names: readonly string[];
  /** Of a node, by its place in the list. */
  readonly addressOf: (index: number) => string;
  /** The API server, as pods reach it. */
  readonly apiserver: ApiserverEndpoint;
  /** Whether names are looked up at servers that run as pods. */
  readonly needsDnsPods: boolean;
  readonly clock: Clock;
  /** What the kubelet of a node tells pods of names; undefined: what kubeadm's does. */
  readonly dnsOf: (nodeName: string) => ClusterDns | undefined;
  /** Hears that the mirror of a static pod is going, or gone. */
  readonly onMirrorGone: () => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** As whom the network is followed: kube-proxy's account. */
const networkUser: UserInfo = {
  name: 'system:serviceaccount:kube-system:kube-proxy',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
};

/**
 * The kubelets of a cluster, and the network between their pods. API servers come and go;
 * containers go on running.
 */
export class ClusterNodes {
  readonly network: ClusterNetwork;
  private kubelets: readonly Kubelet[] = [];

  constructor(private readonly options: ClusterNodesOptions) {
    const { place, apiserver, needsDnsPods } = options;
    this.network = new ClusterNetwork({
      client: new SteadyClient(place, networkUser, 'kube-proxy'),
      ...{ apiserver, needsDnsPods },
    });
  }

  /** Once there is an API server; further calls do nothing. */
  async start(): Promise<void> {
    if (this.kubelets.length > 0) return;
    const { names, addressOf } = this.options;
    this.kubelets = names.map((name, index) => this.kubelet(machine(name, addressOf(index))));
    for (const kubelet of this.kubelets) await kubelet.start();
  }

  /** Undefined for a node no kubelet of which is known. */
  kubeletOf(nodeName: string): KubeletClient | undefined {
    return this.find(nodeName)?.streams;
  }

  find(nodeName: string): Kubelet | undefined {
    return this.kubelets.find((kubelet) => kubelet.nodeName === nodeName);
  }

  close(): void {
    for (const kubelet of this.kubelets) kubelet.close();
    this.network.close();
  }

  private kubelet(machine: NodeMachine): Kubelet {
    const { place, clock, dnsOf, onMirrorGone, onUnexpected } = this.options;
    const groups = ['system:nodes', 'system:authenticated'];
    const user = { name: `system:node:${machine.name}`, groups };
    const storages = new Map<string, VolumeStorage>();
    return new Kubelet({
      client: new SteadyClient(place, user, 'kubelet'),
      clock,
      machine,
      runtime: new SimulatedContainerRuntime(),
      networkOf: (pod, addresses) => this.network.of(pod, addresses),
      nodeNetwork: this.network.ofNode(machine.name),
      eventDelayMs,
      dns: () => dnsOf(machine.name),
      onMirrorGone,
      hostPaths: {
        storage(path) {
          const storage = storages.get(path) ?? new VolumeStorage(0o755);
          storages.set(path, storage);
          return storage;
        },
      },
      onError: (error) => {
        if (error instanceof KubeApiError || error instanceof OperationalError) return;
        onUnexpected(error);
      },
    });
  }
}

/** A small server, whatever it is that it runs on. */
function machine(name: string, address: string): NodeMachine {
  return {
    name,
    addresses: [address],
    architecture: arch() === 'arm64' ? 'arm64' : 'amd64',
    kubeletVersion: kubernetesVersion.gitVersion,
    allocatable: {
      cpu: String(cpus().length),
      'ephemeral-storage': '20971520Ki',
      memory: `${Math.floor(totalmem() / 1024)}Ki`,
    },
  };
}
