import type { Server } from 'node:net';
import { join } from 'node:path';
import {
  type ApiserverTrail,
  type ComponentClient,
  type KubeletClient,
  type NodeCommands,
  SystemClock,
} from '@drillyard/cluster';
import { UserError } from '@drillyard/errors';
import {
  type AuthorizationLog,
  bootstrapBase,
  certificatesDir,
  defaultStorageLimits,
  FileError,
  FileJournal,
  kubernetesVersion,
  type PkiFiles,
  readPkiFile,
  Storage,
} from '@drillyard/kube-apiserver';
import { apiserverArgs, apiserverCommandLine } from './apiserver-command-line.js';
import { apiserverDial } from './apiserver-dial.js';
import { ApiserverSlot, nodePort } from './apiserver-slot.js';
import { address, advertiseAddress, nodeName, pkiOptions } from './cluster-addresses.js';
import { ClusterPkiStore } from './cluster-pki-store.js';
import { startControllerManager, startScheduler } from './control-plane.js';
import { hasDns, installDns } from './dns-addon.js';
import type { EmbeddedClusterOptions } from './embedded-cluster-options.js';
import { offerMetrics } from './metrics-addon.js';
import { NewbornObjects } from './newborn-objects.js';
import { ClusterNodes } from './node/cluster-nodes.js';
import { componentPrograms } from './node/component-programs.js';
import { ControlPlaneNode } from './node/control-plane-node.js';
import { NodeFiles } from './node/node-files.js';
import { NodeFolder } from './node/node-folder.js';
import { neighbour, workerNames } from './node/worker-names.js';
import { ServingPort } from './serving-port.js';

const authorityPath = `${certificatesDir}/ca.crt`;

/** How many clusters this process has started: the first is all that most processes need. */
let starts = 0;
let newborn: Promise<NewbornObjects> | undefined;

/** A Kubernetes API server of one's own, in this process, and the node it is on. */
export class EmbeddedCluster {
  /** Such as `v1.36.0`. */
  readonly version = kubernetesVersion.gitVersion;

  private constructor(
    private readonly slot: ApiserverSlot,
    private readonly port: ServingPort,
    private readonly storage: Storage,
    private readonly certificates: ClusterPkiStore,
    private readonly node: ControlPlaneNode,
    private readonly nodeFiles: NodeFiles | undefined,
    private readonly nodes: ClusterNodes,
  ) {}

  /**
   * Resolves when the server answers, or when the files of its node say that there is none to
   * answer. Throws CLUSTER_PORT_UNAVAILABLE, CLUSTER_PKI_UNUSABLE or CLUSTER_STATE_UNUSABLE, with
   * nothing left running.
   */
  static async start(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
    starts += 1;
    const isUsual = options.controllers !== false && !options.workers && !options.nodeFiles;
    if (starts === 1 || !isUsual || options.apiserverArgs?.length) {
      return EmbeddedCluster.create(options);
    }
    newborn ??= EmbeddedCluster.recordNewborn();
    return EmbeddedCluster.create(options, await newborn);
  }

  /** What the components of a cluster's control plane have written before anybody else does. */
  private static async recordNewborn(): Promise<NewbornObjects> {
    const cluster = await EmbeddedCluster.create({ kubelets: false });
    try {
      await cluster.nodeShown;
      return await NewbornObjects.record(cluster.storage, cluster.certificateAuthority);
    } finally {
      await cluster.close();
    }
  }

  private static async create(
    options: EmbeddedClusterOptions,
    newborn?: NewbornObjects,
  ): Promise<EmbeddedCluster> {
    const { dataDir, listen = { host: '127.0.0.1', port: 0 }, clock = new SystemClock() } = options;
    const now = () => clock.now();
    const certificates = await ClusterPkiStore.open(
      pkiOptions(options, listen.host, now()),
      dataDir,
    );
    const storage = new Storage({
      base: bootstrapBase(),
      journal: dataDir === undefined ? undefined : new FileJournal(join(dataDir, 'state', 'log')),
      limits: options.limits ?? defaultStorageLimits,
      seed:
        newborn &&
        (() => newborn.of({ now: now(), rootAuthorityPem: rootAuthority(certificates) })),
      now,
    });
    const onUnexpected = options.onUnexpected ?? (() => undefined);
    const port = new ServingPort(listen.host, listen.port, dataDir);
    const nodeFiles = dataDir === undefined ? undefined : new NodeFiles(join(dataDir, 'node'));
    const followsFiles = options.nodeFiles === true || nodeFiles?.exist === true;
    const kubelet = (name: string): KubeletClient | undefined =>
      name === nodeName ? node.streams : nodes.kubeletOf(name);
    const names = [nodeName, ...workerNames(storage, options.workers)];
    const addressOf = (index: number) => neighbour(advertiseAddress, index);
    const dial = apiserverDial({
      network: () => nodes.network.ofNode(nodeName),
      addressOf: (name) => (names.includes(name) ? addressOf(names.indexOf(name)) : undefined),
      reachesHost: options.reachesHost ?? false,
      clock,
    });
    const server = { storage, pki: certificates.pki, now, onUnexpected, kubelet, dial };
    const slot = new ApiserverSlot({
      server: { ...server, controllerManager: !followsFiles },
      port,
    });
    const controlPlane = { host: nodeName, clock, onUnexpected };
    const nodes = new ClusterNodes({
      ...{ place: slot, names, addressOf, clock, onUnexpected },
      apiserver: { nodeName, port: nodePort, connect: (from) => slot.connect(from) },
      needsDnsPods: options.dns ?? hasDns(storage),
      dnsOf: (name) => (name === nodeName ? node.dns : undefined),
      onMirrorGone: () => node.renewMirrors(),
    });
    const node = new ControlPlaneNode({
      ...{ address, place: slot, clock, onUnexpected },
      takesPods: names.length === 1,
      others: () => nodes.kubeletOf(nodeName),
      otherKubelet: () => nodes.find(nodeName),
      onRegistered: async () => {
        if (options.kubelets !== false) await nodes.start();
      },
      programs: componentPrograms(slot, controlPlane),
    });
    if (!followsFiles && options.controllers !== false) {
      slot.setCompanion('kube-controller-manager', (api) =>
        startControllerManager(api, controlPlane),
      );
      slot.setCompanion('kube-scheduler', (api) => startScheduler(api, controlPlane));
    }
    const cluster = new EmbeddedCluster(slot, port, storage, certificates, node, nodeFiles, nodes);
    try {
      if (followsFiles) await cluster.followNodeFiles();
      else await cluster.startAsKubeadm(options.apiserverArgs);
      if (options.metrics && cluster.isServing) await cluster.offerMetrics(now());
      if (options.dns && cluster.isServing) await installDns(cluster.administrator('kubeadm'));
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return cluster;
  }

  /** Which authorizer answered which request, and why: recently, and from now on. */
  get authorizationLog(): AuthorizationLog {
    return this.slot.authorizationLog;
  }

  /** How the API server was started last, and what became of it. */
  get apiserver(): ApiserverTrail {
    return this.slot.record;
  }

  get address(): { readonly host: string; readonly port: number } {
    return this.port.address;
  }

  /** kubeadm's `admin.conf`, for use at a URL such as `https://controlplane:6443`. */
  adminKubeconfig(server: string = this.url): string {
    return this.kubeconfig('admin', server);
  }

  /** kubeadm's `super-admin.conf`: no RBAC rule can lock it out. Not for learners. */
  superAdminKubeconfig(server: string = this.url): string {
    return this.kubeconfig('super-admin', server);
  }

  /** Authenticates its bearer as `system:apiserver`, a member of `system:masters`; a secret. */
  get loopbackToken(): string {
    return this.slot.loopback.token;
  }

  /**
   * The cluster's CA as its node has it, PEM, whatever that is by now; undefined where there is
   * none to read.
   */
  get certificateAuthority(): string | undefined {
    const { nodeFolder } = this;
    if (nodeFolder === undefined) return rootAuthority(this.certificates);
    try {
      return new NodeFolder(nodeFolder).read(authorityPath);
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** The files of the control plane's node in /etc/kubernetes, by path, private keys included. */
  controlPlaneFiles(): Promise<PkiFiles> {
    return this.certificates.allFiles();
  }

  /** Whether an API server runs: the files of its node may keep it from starting. */
  get isServing(): boolean {
    return this.slot.isRunning;
  }

  /**
   * The folder that is the node's `/`, with /etc/kubernetes, /var/lib/kubelet and /var/log in it;
   * undefined where the cluster does not follow files.
   */
  get nodeFolder(): string | undefined {
    return this.node.followsFiles ? this.nodeFiles?.root : undefined;
  }

  /** What a shell on the node knows besides the tools of this machine. */
  get nodeCommands(): NodeCommands | undefined {
    return this.node.commands;
  }

  /** Resolves when the API shows the node and its pods as they are. */
  get nodeShown(): Promise<void> {
    return this.node.published;
  }

  /**
   * Serves the connections of another listener too, such as one inside a sandbox. It is closed
   * while no API server runs, and opened again by `reopen`.
   */
  accept(listener: Server, reopen?: () => Promise<Server>): void {
    this.slot.accept(listener, reopen);
  }

  /** Ends everything and keeps what `dataDir` holds. */
  async close(): Promise<void> {
    await this.node.close();
    this.nodes.close();
    await this.slot.stop();
    this.storage.close();
  }

  private async offerMetrics(now: Date): Promise<void> {
    await offerMetrics(this.administrator('kubectl-client-side-apply'), now);
  }

  private administrator(fieldManager: string): ComponentClient {
    const groups = ['system:masters', 'system:authenticated'];
    return this.slot.clientFor({ name: 'kubernetes-super-admin', groups }, fieldManager);
  }

  private async startAsKubeadm(args: readonly string[] = []): Promise<void> {
    const files = () => this.certificates.allFiles();
    const all = apiserverArgs(address, args);
    const { record } = this.slot;
    record.begun(all);
    await this.slot.start(
      args.length === 0 ? undefined : await apiserverCommandLine(all, await files()),
    );
    record.serving();
    // Afterwards: nobody who waits for the server waits for its node.
    setImmediate(() => this.node.announce());
  }

  private async followNodeFiles(): Promise<void> {
    const { nodeFiles, certificates, node } = this;
    if (nodeFiles === undefined) {
      throw new UserError('NODE_FOLDER_MISSING', 'A node needs a data folder for its files.');
    }
    if (!nodeFiles.exist) nodeFiles.write(address, await certificates.allFiles());
    await node.follow(nodeFiles.root);
  }

  private get url(): string {
    const { host, port } = this.address;
    return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  private kubeconfig(name: string, server: string): string {
    const text = readPkiFile(this.certificates.pki.files, `/etc/kubernetes/${name}.conf`);
    return text.replace(/^( +server: ).*$/m, (_line, key: string) => key + server);
  }
}

function rootAuthority({ pki }: ClusterPkiStore): string {
  return readPkiFile(pki.files, authorityPath);
}
