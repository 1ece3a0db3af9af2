import {
  type Clock,
  type ComponentClient,
  EventRecorder,
  KubeApiError,
  timestamp,
} from '@drillyard/cluster';
import { nodes } from './node-object.js';

/** kube-controller-manager's `--node-monitor-grace-period`. */
const graceMs = 50_000;
/** While nobody is there to notice. */
const retryMs = 10_000;

const unknown = {
  status: 'Unknown',
  reason: 'NodeStatusUnknown',
  message: 'Kubelet stopped posting node status.',
} as const;

const fine: Readonly<Record<string, { status: string; reason: string; message: string }>> = {
  MemoryPressure: {
    ...{ status: 'False', reason: 'KubeletHasSufficientMemory' },
    message: 'kubelet has sufficient memory available',
  },
  DiskPressure: {
    ...{ status: 'False', reason: 'KubeletHasNoDiskPressure' },
    message: 'kubelet has no disk pressure',
  },
  PIDPressure: {
    ...{ status: 'False', reason: 'KubeletHasSufficientPID' },
    message: 'kubelet has sufficient PID available',
  },
  Ready: {
    ...{ status: 'True', reason: 'KubeletReady' },
    message: 'kubelet is posting ready status',
  },
};

export interface NodeSilenceOptions {
  readonly nodeName: string;
  readonly clock: Clock;
  /** As the node lifecycle controller; undefined while nobody does its work. */
  readonly controller: () => ComponentClient | undefined;
  /** As the kubelet; undefined while there is no API server. */
  readonly kubelet: () => ComponentClient | undefined;
  readonly onError: (error: unknown) => void;
}

/**
 * Notices that a kubelet says nothing any more (pkg/controller/nodelifecycle `monitorNodeHealth`).
 * The controller itself cannot: a kubelet here that has nothing to say is silent as well, so that
 * a cluster nobody uses costs nothing. So whoever stops the kubelet begins the silence.
 */
export class NodeSilence {
  private cancel: (() => void) | undefined;
  private isNoticed = false;

  constructor(private readonly options: NodeSilenceOptions) {}

  begin(): void {
    if (this.isNoticed) return;
    this.cancel ??= this.options.clock.after(graceMs, () => this.notice());
  }

  /** The kubelet speaks again, and says that all is well. */
  end(): void {
    this.close();
    if (!this.isNoticed) return;
    const kubelet = this.options.kubelet();
    if (kubelet === undefined) {
      this.cancel = this.options.clock.after(retryMs, () => this.end());
      return;
    }
    this.isNoticed = false;
    this.write(kubelet, (type) => fine[type]).catch(this.failed);
  }

  close(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private notice(): void {
    const { controller, clock } = this.options;
    const client = controller();
    if (client === undefined) {
      this.cancel = clock.after(retryMs, () => this.notice());
      return;
    }
    this.cancel = undefined;
    this.isNoticed = true;
    this.write(client, () => unknown)
      .then(() => this.tell(client))
      .catch(this.failed);
  }

  private async write(
    client: ComponentClient,
    of: (type: string) => { status: string; reason: string; message: string } | undefined,
  ): Promise<void> {
    const { nodeName, clock } = this.options;
    const now = timestamp(clock.now());
    const isUnknown = of('Ready')?.status === 'Unknown';
    const conditions = Object.keys(fine).map((type) => {
      const heartbeat = isUnknown ? {} : { lastHeartbeatTime: now };
      return { type, ...of(type), lastTransitionTime: now, ...heartbeat };
    });
    const name = { namespace: '', name: nodeName };
    const body = { status: { conditions } };
    await client.patch(nodes, name, { type: 'strategic', body, subresource: 'status' });
  }

  private tell(client: ComponentClient): void {
    const { nodeName, clock, onError } = this.options;
    const node = client.informer(nodes).get('', nodeName);
    if (node === undefined) return;
    const options = { client, clock, component: 'node-controller', onError };
    const message = `Node ${nodeName} status is now: NodeNotReady`;
    new EventRecorder(options).event(node, 'Normal', 'NodeNotReady', message);
  }

  private readonly failed = (error: unknown): void => {
    if (!(error instanceof KubeApiError)) this.options.onError(error);
  };
}
