import type { Clock } from '@drillyard/cluster';
import { kubernetesVersion } from '@drillyard/kube-apiserver';
import type { ClusterDns } from '@drillyard/kubelet-simulator';
import { UnitFailure, type UnitWork } from '../node-commands/systemd/node-unit.js';
import { manifestsFolder } from './control-plane-manifests.js';
import { type KlogSeverity, klogLine } from './klog.js';
import { type KubeletStart, readKubeletStart } from './kubelet-start.js';
import { KubeletStartError } from './kubelet-start-error.js';
import type { NodeFolder } from './node-folder.js';
import type { NodeSilence } from './node-silence.js';
import type { StaticPodKubelet } from './static-pod-kubelet.js';

/** The kubelet of the pods that no file describes, where there is one. */
export interface SuspendableKubelet {
  suspend(): void;
  resume(): void;
}

export interface KubeletServiceOptions {
  readonly folder: NodeFolder;
  readonly clock: Clock;
  readonly nodeName: string;
  readonly address: string;
  readonly staticPods: StaticPodKubelet;
  readonly others: () => SuspendableKubelet | undefined;
  readonly silence: NodeSilence;
}

/** Which name or address a kubeconfig has for the API server of this node, and its port. */
const apiserverHosts = new Set(['controlplane', 'localhost', '127.0.0.1']);
const apiserverPort = '6443';

/** What kubeadm's files come to. */
const kubeadmKubelet: KubeletStart = {
  staticPodPath: manifestsFolder,
  server: new URL(`https://controlplane:${apiserverPort}`),
  dns: { address: '10.96.0.10', domain: 'cluster.local' },
  withoutEffect: [],
};

/** The program of kubelet.service: both halves of the node's kubelet, begun by its files. */
export class KubeletService implements UnitWork {
  private connected = false;
  private settings: KubeletStart = kubeadmKubelet;
  private hasRun = false;
  private log: (line: string) => void = () => undefined;
  private pid = 0;

  constructor(private readonly options: KubeletServiceOptions) {}

  /** Whether what it knows gets to the API server. */
  get isConnected(): boolean {
    return this.connected;
  }

  /** What pods are told of names. */
  get dns(): ClusterDns {
    return this.settings.dns;
  }

  async start(log: (line: string) => void, pid: number): Promise<void> {
    const { staticPods, nodeName } = this.options;
    this.log = log;
    this.pid = pid;
    const version = kubernetesVersion.gitVersion;
    this.say('I', 'server.go:545', `"Kubelet version" kubeletVersion="${version}"`);
    this.settings = this.read();
    const { staticPodPath, server, withoutEffect } = this.settings;
    for (const setting of withoutEffect) {
      const text = '"Setting is kept, and changes nothing on a simulated node"';
      this.say('W', 'simulation:0', `${text} setting=${JSON.stringify(setting)}`);
    }
    if (staticPodPath !== undefined) {
      const path = JSON.stringify(staticPodPath);
      this.say('I', 'kubelet.go:397', `"Adding static pod path" path=${path}`);
    }
    this.say('I', 'server.go:193', '"Starting to listen" address="0.0.0.0" port=10250');
    this.say('I', 'kubelet.go:2637', '"Starting kubelet main sync loop"');
    this.say('I', 'kubelet_node_status.go:78', `"Attempting to register node" node="${nodeName}"`);
    this.connect(server);
    this.hasRun = true;
    await staticPods.resume(staticPodPath);
  }

  /** An error it goes on with. */
  report(source: string, text: string): void {
    this.say('E', source, text);
  }

  async stop(): Promise<void> {
    const { staticPods, others, silence } = this.options;
    this.connected = false;
    others()?.suspend();
    await staticPods.suspend();
    silence.begin();
  }

  private connect(server: URL): void {
    const { address, nodeName, others, silence } = this.options;
    this.connected = isApiserver(server, address);
    if (this.connected) {
      silence.end();
      others()?.resume();
      return;
    }
    const url = new URL('/api/v1/nodes', server);
    const why = `dial tcp ${address}:${server.port || '443'}: connect: connection refused`;
    const err = JSON.stringify(`Post ${JSON.stringify(url.href)}: ${why}`);
    const text = `"Unable to register node with API server" err=${err} node="${nodeName}"`;
    this.report('kubelet_node_status.go:111', text);
    silence.begin();
    others()?.suspend();
  }

  private read(): KubeletStart {
    const { folder, clock, silence } = this.options;
    try {
      return readKubeletStart(folder, clock.now());
    } catch (error) {
      if (!(error instanceof KubeletStartError)) throw error;
      // Not started but taken up, by a process of ours that came after another: it runs already.
      if (!this.hasRun) return kubeadmKubelet;
      const { before, message } = error;
      if (before !== undefined) {
        this.report(before.source, `"Unhandled Error" err=${JSON.stringify(before.text)}`);
      }
      this.report('run.go:72', `"command failed" err=${JSON.stringify(message)}`);
      silence.begin();
      throw new UnitFailure(1);
    }
  }

  private say(severity: KlogSeverity, source: string, text: string): void {
    this.log(klogLine(severity, source, text, this.options.clock.now(), this.pid));
  }
}

function isApiserver(server: URL, address: string): boolean {
  const isHere = apiserverHosts.has(server.hostname) || server.hostname === address;
  return server.protocol === 'https:' && isHere && server.port === apiserverPort;
}
