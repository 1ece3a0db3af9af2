import { arch } from 'node:os';
import {
  type ClusterClient,
  HttpComponentClient,
  type Impersonation,
  SystemClock,
  WatchedContents,
} from '@drillyard/cluster';
import {
  type ClusterControllersOptions,
  Scheduler,
  startClusterControllers,
  startKubeControllerManager,
} from '@drillyard/kube-controllers';
import {
  ClusterNetwork,
  Kubelet,
  SimulatedContainerRuntime,
  VolumeStorage,
} from '@drillyard/kubelet-simulator';

export interface RemoteComponentsOptions {
  /** As an administrator: who may impersonate the components' own users. */
  readonly cluster: ClusterClient;
  readonly nodeName: string;
  /** The cluster has controllers and a scheduler already. */
  readonly kubeletOnly: boolean;
  /** PEM. */
  readonly rootAuthority: string;
  /** Signs with the key of the server's service accounts, where that is known. */
  readonly tokenFor: ClusterControllersOptions['tokenFor'];
  readonly onError: (error: unknown) => void;
}

/** Documentation addresses (RFC 5737): nothing is ever sent to the node. */
const nodeAddress = '192.0.2.20';

/**
 * The components that drive embedded clusters, beside an API server of whoever's: over HTTP, each
 * as the user it is in a real cluster, so that the server's roles bind them.
 */
export class RemoteComponents {
  private readonly closing: (() => void)[] = [];

  constructor(private readonly options: RemoteComponentsOptions) {}

  async start(): Promise<void> {
    const { kubeletOnly, nodeName } = this.options;
    if (!kubeletOnly) this.startControlPlane();
    const network = new ClusterNetwork({
      client: this.clientOf(account('kube-proxy'), 'kube-proxy'),
    });
    this.closing.push(() => network.close());
    const storages = new Map<string, VolumeStorage>();
    const kubelet = new Kubelet({
      client: this.clientOf(nodeUser(nodeName), 'kubelet'),
      clock: new SystemClock(),
      machine: {
        name: nodeName,
        addresses: [nodeAddress],
        architecture: arch() === 'arm64' ? 'arm64' : 'amd64',
        kubeletVersion: 'v1.36.0',
        allocatable: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '20Gi' },
      },
      runtime: new SimulatedContainerRuntime(),
      networkOf: (pod, addresses) => network.of(pod, addresses),
      nodeNetwork: network.ofNode(nodeName),
      hostPaths: {
        storage(path) {
          const storage = storages.get(path) ?? new VolumeStorage(0o755);
          storages.set(path, storage);
          return storage;
        },
      },
      onError: this.options.onError,
    });
    this.closing.push(() => kubelet.close());
    await kubelet.start();
  }

  close(): void {
    for (const close of this.closing.reverse()) close();
  }

  private startControlPlane(): void {
    const { nodeName, onError, rootAuthority, tokenFor } = this.options;
    const clock = new SystemClock();
    const manager = 'kube-controller-manager';
    const clientFor = (name: string) => this.clientOf(account(name), manager);
    const ofCluster = startClusterControllers({
      ...{ clientFor, tokenFor, clock, onError },
      client: this.clientOf({ user: `system:${manager}` }, manager),
      contentsFor: (name) => this.contentsOf(account(name)),
      rootAuthorityPem: rootAuthority,
      isEnabled: () => true,
    });
    const controllers = startKubeControllerManager({ clientFor, clock, onError });
    const scheduler = new Scheduler({
      client: this.clientOf({ user: 'system:kube-scheduler' }, 'kube-scheduler'),
      ...{ clock, host: nodeName, onError },
    });
    this.closing.push(
      () => ofCluster.close(),
      () => controllers.close(),
      () => scheduler.close(),
    );
  }

  private contentsOf(as: Impersonation): WatchedContents {
    const { cluster, onError } = this.options;
    const contents = new WatchedContents({ cluster, as, onError });
    this.closing.push(() => contents.close());
    return contents;
  }

  private clientOf(as: Impersonation, fieldManager: string): HttpComponentClient {
    const { cluster, onError } = this.options;
    const client = new HttpComponentClient({ cluster, as, fieldManager, onError });
    this.closing.push(() => client.close());
    return client;
  }
}

function account(name: string): Impersonation {
  const groups = ['system:serviceaccounts', 'system:serviceaccounts:kube-system'];
  return {
    user: `system:serviceaccount:kube-system:${name}`,
    groups: [...groups, 'system:authenticated'],
  };
}

function nodeUser(name: string): Impersonation {
  return { user: `system:node:${name}`, groups: ['system:nodes', 'system:authenticated'] };
}
