import {
  type Clock,
  type ComponentClient,
  KubeApiError,
  type KubeletClient,
  type NodeCommands,
  type PodRef,
} from '@drillyard/cluster';
import type { ClusterDns } from '@drillyard/kubelet-simulator';
import {
  type ControlPlaneAddress,
  controlPlaneManifests,
  manifestsFolder,
} from './control-plane-manifests.js';
import type { ApiserverPlace } from './kube-apiserver-program.js';
import { MirrorPods } from './mirror-pods.js';
import { NodeFolder } from './node-folder.js';
import { registerNode } from './node-object.js';
import { NodeServices, type OtherKubelet } from './node-services.js';
import { NodeSilence } from './node-silence.js';
import type { Program } from './program.js';
import { SilentKubelet } from './silent-kubelet.js';
import { type StaticPod, toKubeletPod, toStaticPod } from './static-pod.js';
import { staticPodStatus } from './static-pod-status.js';
import { StaticPodStreams } from './static-pod-streams.js';
import type { ContainerRecord, StaticPodWorker } from './static-pod-worker.js';

type UserInfo = { readonly name: string; readonly groups: readonly string[] };

export interface ControlPlaneNodeOptions {
  readonly address: ControlPlaneAddress;
  readonly place: ApiserverPlace & {
    readonly isRunning: boolean;
    clientFor(user: UserInfo, fieldManager: string): ComponentClient;
  };
  /** What the node's images can run, by the name of the program. */
  readonly programs: ReadonlyMap<string, Program>;
  readonly clock: Clock;
  readonly onUnexpected: (error: unknown) => void;
  /** Whether pods may run beside the control plane: where there is no other node. */
  readonly takesPods: boolean;
  /** The kubelet of all pods that no file describes. */
  readonly others: () => KubeletClient | undefined;
  /** The same, as the node's own services know it. */
  readonly otherKubelet: () => OtherKubelet | undefined;
  /** The API knows the node. */
  readonly onRegistered: () => Promise<void>;
}

/** What one static pod shows of itself. */
type Shown = Pick<StaticPodWorker, 'pod' | 'record'>;

/**
 * The node of a cluster's control plane. Its pods are shown in the API from the beginning; its
 * files are written when somebody wants to see them, and decide from then on what runs.
 */
export class ControlPlaneNode {
  private readonly staticStreams: KubeletClient;
  private services: NodeServices | undefined;
  private folder: NodeFolder | undefined;
  private shown: readonly Shown[] = [];
  /** Static pods that the node's other kubelet runs. */
  private workloads: readonly StaticPod[] = [];
  private publishing: Promise<void> = Promise.resolve();
  private readonly createdAt: Date;
  private closed = false;

  constructor(private readonly options: ControlPlaneNodeOptions) {
    this.createdAt = options.clock.now();
    this.staticStreams = new StaticPodStreams(
      (ref) => this.shown.find(({ pod }) => isNamed(pod, ref)),
      () => this.folder,
      options.others,
    );
  }

  /** Whether files decide what runs. */
  get followsFiles(): boolean {
    return this.services !== undefined;
  }

  /** What its kubelet tells pods of names; undefined: what kubeadm's does. */
  get dns(): ClusterDns | undefined {
    return this.services?.service.dns;
  }

  /** What its shell has besides the tools of this machine; undefined where there is no shell. */
  get commands(): NodeCommands | undefined {
    return this.services?.agent;
  }

  /** The streams of the pods on it, for an API server: its own, and those of its kubelet. */
  get streams(): KubeletClient {
    const isListening = this.services?.isKubeletActive ?? true;
    return isListening
      ? this.staticStreams
      : new SilentKubelet(this.options.address.advertiseAddress);
  }

  /** Runs what the manifests in the folder say, now and whenever they change. */
  async follow(root: string): Promise<void> {
    const { programs, clock, onUnexpected, address, otherKubelet, place } = this.options;
    const folder = new NodeFolder(root);
    this.folder = folder;
    const { nodeName, advertiseAddress } = address;
    const services = new NodeServices({
      ...{ folder, nodeName, address: advertiseAddress, clock, programs, others: otherKubelet },
      silence: this.createSilence(),
      administrator: () => (place.isRunning ? this.administrator : undefined),
      onChange: (workers, workloads) => this.publish(workers, workloads),
      onUnexpected,
    });
    this.services = services;
    await services.start();
  }

  /** Shows the pods of a control plane as kubeadm sets it up, without any file. */
  announce(): void {
    const { nodeName } = this.options.address;
    const record: ContainerRecord = {
      state: { kind: 'running', startedAt: this.createdAt },
      last: undefined,
      restartCount: 0,
      containerId: '',
    };
    const shown = [...controlPlaneManifests(this.options.address)].map(([component, manifest]) => {
      const source = `${manifestsFolder}/${component}.yaml`;
      return { pod: toStaticPod(manifest, source, nodeName), record };
    });
    this.publish(shown);
  }

  /** Resolves when the API shows what runs, or cannot be asked. */
  get published(): Promise<void> {
    return this.publishing;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.publishing;
    await this.services?.close();
  }

  private get kubelet(): ComponentClient {
    const { place, address } = this.options;
    const user = identity(`system:node:${address.nodeName}`, 'system:nodes');
    return place.clientFor(user, 'kubelet');
  }

  private get administrator(): ComponentClient {
    const user = identity('kubernetes-admin', 'kubeadm:cluster-admins');
    return this.options.place.clientFor(user, 'kubeadm');
  }

  private createSilence(): NodeSilence {
    const { address, clock, place, onUnexpected } = this.options;
    const namespace = 'kube-system';
    const user = identity(
      `system:serviceaccount:${namespace}:node-controller`,
      `system:serviceaccounts:${namespace}`,
    );
    return new NodeSilence({
      nodeName: address.nodeName,
      clock,
      // Nobody notices while the controllers do not run.
      controller: () =>
        place.isRunning && this.isRunning('kube-controller-manager')
          ? place.clientFor(user, 'kube-controller-manager')
          : undefined,
      kubelet: () => (place.isRunning ? this.kubelet : undefined),
      onError: onUnexpected,
    });
  }

  private isRunning(component: string): boolean {
    const name = `${component}-${this.options.address.nodeName}`;
    const found = this.shown.find(({ pod }) => pod.metadata.name === name);
    return found?.record.state.kind === 'running';
  }

  /** Somebody deletes what shows a static pod: it is shown again. */
  renewMirrors(): void {
    if (!this.closed) this.publish(this.shown, this.workloads);
  }

  private publish(shown: readonly Shown[], workloads: readonly StaticPod[] = []): void {
    this.shown = shown;
    this.workloads = workloads;
    this.runWorkloads();
    // A kubelet that is stopped, or knows of no API server, tells nobody.
    if (this.services?.service.isConnected === false) return;
    this.publishing = this.publishing
      .then(() => this.show(shown, workloads))
      // What an API server refuses its kubelet is the business of who configured it.
      .catch((error) => {
        if (!(error instanceof KubeApiError)) this.options.onUnexpected(error);
      });
  }

  private runWorkloads(): void {
    const seen = this.options.clock.now();
    const pods = this.workloads.map((pod) => toKubeletPod(pod, seen));
    this.options.otherKubelet()?.setStaticPods(pods);
  }

  private async show(shown: readonly Shown[], workloads: readonly StaticPod[]): Promise<void> {
    const { place, address, clock } = this.options;
    if (this.closed || !place.isRunning) return;
    const { nodeName, advertiseAddress } = address;
    const { kubelet, administrator } = this;
    const now = clock.now();
    const { takesPods, onRegistered } = this.options;
    const registration = { nodeName, internalAddress: advertiseAddress, now, takesPods };
    const node = await registerNode(kubelet, administrator, registration);
    const mirrored = shown.map(({ pod, record }) => {
      return { pod, status: staticPodStatus(pod, record, advertiseAddress, this.createdAt) };
    });
    await new MirrorPods(kubelet, node, () => now).sync([
      ...mirrored,
      ...workloads.map((pod) => ({ pod })),
    ]);
    await onRegistered();
    // The other kubelet is there by now.
    this.runWorkloads();
  }
}

function isNamed({ metadata }: Shown['pod'], { namespace, name }: PodRef): boolean {
  return metadata.namespace === namespace && metadata.name === name;
}

function identity(name: string, group: string): UserInfo {
  return { name, groups: [group, 'system:authenticated'] };
}
