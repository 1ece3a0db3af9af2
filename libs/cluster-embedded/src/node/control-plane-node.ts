import {
  type Clock,
  type ComponentClient,
  KubeApiError,
  type KubeletClient,
  type PodRef,
} from '@drillyard/cluster';
import {
  type ControlPlaneAddress,
  controlPlaneManifests,
  manifestsFolder,
} from './control-plane-manifests.js';
import type { ApiserverPlace } from './kube-apiserver-program.js';
import { MirrorPods } from './mirror-pods.js';
import { NodeFolder } from './node-folder.js';
import { registerNode } from './node-object.js';
import type { Program } from './program.js';
import { toStaticPod } from './static-pod.js';
import { StaticPodKubelet } from './static-pod-kubelet.js';
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
  /** The streams of the pods on it, for an API server: its own, and those of its kubelet. */
  readonly streams: KubeletClient;
  private kubelet: StaticPodKubelet | undefined;
  private folder: NodeFolder | undefined;
  private shown: readonly Shown[] = [];
  private publishing: Promise<void> = Promise.resolve();
  private readonly createdAt: Date;
  private closed = false;

  constructor(private readonly options: ControlPlaneNodeOptions) {
    this.createdAt = options.clock.now();
    this.streams = new StaticPodStreams(
      (ref) => this.shown.find(({ pod }) => isNamed(pod, ref)),
      () => this.folder,
      options.others,
    );
  }

  /** Whether files decide what runs. */
  get followsFiles(): boolean {
    return this.kubelet !== undefined;
  }

  /** Runs what the manifests in the folder say, now and whenever they change. */
  async follow(root: string): Promise<void> {
    const { programs, clock, onUnexpected, address } = this.options;
    const folder = new NodeFolder(root);
    this.folder = folder;
    const kubelet = new StaticPodKubelet({
      folder,
      nodeName: address.nodeName,
      programs,
      clock,
      onChange: (workers) => this.publish(workers),
      onUnexpected,
    });
    this.kubelet = kubelet;
    await kubelet.start();
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
    await this.kubelet?.close();
  }

  private publish(shown: readonly Shown[]): void {
    this.shown = shown;
    this.publishing = this.publishing
      .then(() => this.show(shown))
      // What an API server refuses its kubelet is the business of who configured it.
      .catch((error) => {
        if (!(error instanceof KubeApiError)) this.options.onUnexpected(error);
      });
  }

  private async show(shown: readonly Shown[]): Promise<void> {
    const { place, address, clock } = this.options;
    if (this.closed || !place.isRunning) return;
    const { nodeName, advertiseAddress } = address;
    const kubelet = place.clientFor(identity(`system:node:${nodeName}`, 'system:nodes'), 'kubelet');
    const administrator = place.clientFor(
      identity('kubernetes-admin', 'kubeadm:cluster-admins'),
      'kubeadm',
    );
    const now = clock.now();
    const { takesPods, onRegistered } = this.options;
    const registration = { nodeName, internalAddress: advertiseAddress, now, takesPods };
    const node = await registerNode(kubelet, administrator, registration);
    const mirrored = shown.map(({ pod, record }) => {
      return { pod, status: staticPodStatus(pod, record, advertiseAddress, this.createdAt) };
    });
    await new MirrorPods(kubelet, node, () => now).sync(mirrored);
    await onRegistered();
  }
}

function isNamed({ metadata }: Shown['pod'], { namespace, name }: PodRef): boolean {
  return metadata.namespace === namespace && metadata.name === name;
}

function identity(name: string, group: string): UserInfo {
  return { name, groups: [group, 'system:authenticated'] };
}
