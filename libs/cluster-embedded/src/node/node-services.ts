import type { Clock, ComponentClient } from '@drillyard/cluster';
import type { CriContainer, CriImage, CriPod, KubeletPod } from '@drillyard/kubelet-simulator';
import type { CriRuntime } from '../node-commands/crictl/cri-runtime.js';
import { NodeAgent } from '../node-commands/node-agent.js';
import { Journal } from '../node-commands/systemd/journal.js';
import { NodeUnit } from '../node-commands/systemd/node-unit.js';
import type { NodeUnits } from '../node-commands/systemd/node-units.js';
import {
  containerdDefinition,
  kubeletDefinition,
} from '../node-commands/systemd/unit-definitions.js';
import { KubeletService, type SuspendableKubelet } from './kubelet-service.js';
import type { NodeFolder } from './node-folder.js';
import type { NodeSilence } from './node-silence.js';
import type { Program } from './program.js';
import type { StaticPod } from './static-pod.js';
import { staticPodCri } from './static-pod-cri.js';
import { StaticPodKubelet } from './static-pod-kubelet.js';
import type { StaticPodWorker } from './static-pod-worker.js';

/** The kubelet of the node's other pods: what runs beneath it, and how it is held. */
export interface OtherKubelet extends SuspendableKubelet {
  setStaticPods(pods: readonly KubeletPod[]): void;
  readonly cri: {
    readonly containers: readonly CriContainer[];
    readonly pods: readonly CriPod[];
    readonly images: readonly CriImage[];
  };
}

export interface NodeServicesOptions {
  readonly folder: NodeFolder;
  readonly nodeName: string;
  readonly address: string;
  readonly clock: Clock;
  readonly programs: ReadonlyMap<string, Program>;
  readonly others: () => OtherKubelet | undefined;
  readonly silence: NodeSilence;
  /** As /etc/kubernetes/admin.conf; undefined while no server runs. */
  readonly administrator: () => ComponentClient | undefined;
  readonly onChange: (workers: readonly StaticPodWorker[], workloads: readonly StaticPod[]) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** The first process of a node that is no program of its system. */
const firstPid = 612;

/** What runs on a node whose files are followed: its kubelet and its container runtime, as units. */
export class NodeServices {
  readonly agent: NodeAgent;
  readonly service: KubeletService;
  private readonly staticPods: StaticPodKubelet;
  private readonly units: NodeUnits;

  constructor(private readonly options: NodeServicesOptions) {
    const { folder, nodeName, address, clock, programs, others, silence } = options;
    const { onChange, onUnexpected, administrator } = options;
    this.staticPods = new StaticPodKubelet({
      ...{ folder, nodeName, programs, clock, onChange, onUnexpected },
      report: (source, text) => this.service.report(source, text),
      hasRuntime: () => this.units.containerd.isActive,
    });
    const { staticPods } = this;
    this.service = new KubeletService({
      ...{ folder, clock, nodeName, address, staticPods, others, silence },
    });
    this.units = this.createUnits();
    const runtime = this.runtime();
    const node = { name: nodeName, folder, clock, units: this.units, runtime, administrator };
    this.agent = new NodeAgent(node, onUnexpected);
  }

  get isKubeletActive(): boolean {
    return this.units.kubelet.isActive;
  }

  /** Starts what a node that boots starts. */
  async start(): Promise<void> {
    await this.units.containerd.start();
    await this.units.kubelet.start();
  }

  async close(): Promise<void> {
    this.agent.close();
    this.units.kubelet.close();
    this.units.containerd.close();
    this.options.silence.close();
    await this.staticPods.close();
  }

  private createUnits(): NodeUnits {
    const { clock, others } = this.options;
    const journal = new Journal();
    let pid = firstPid;
    const nextPid = () => {
      pid += 131;
      return pid;
    };
    const containerd = {
      start: async (log: (line: string) => void) => {
        log(`time="${clock.now().toISOString()}" level=info msg="containerd successfully booted"`);
        await this.staticPods.startWaiting();
        if (this.service.isConnected) others()?.resume();
      },
      stop: async () => others()?.suspend(),
    };
    return {
      journal,
      containerd: new NodeUnit(containerdDefinition, containerd, journal, clock, nextPid),
      kubelet: new NodeUnit(kubeletDefinition, this.service, journal, clock, nextPid),
    };
  }

  private runtime(): CriRuntime {
    const { folder, address, others } = this.options;
    const { staticPods, units } = this;
    const own = () => staticPodCri(staticPods.pods, folder, address);
    return {
      get isUp() {
        return units.containerd.isActive;
      },
      get containers() {
        return [...own().containers, ...(others()?.cri.containers ?? [])];
      },
      get pods() {
        return [...own().pods, ...(others()?.cri.pods ?? [])];
      },
      get images() {
        const all = [...own().images, ...(others()?.cri.images ?? [])];
        return all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
      },
    };
  }
}
