import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { type Clock, SystemClock } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import {
  bootstrapBase,
  type ClusterPkiOptions,
  defaultStorageLimits,
  FileJournal,
  KubeApiserver,
  kubernetesVersion,
  type PkiFiles,
  readPkiFile,
  Storage,
  type StorageLimits,
} from '@drillyard/kube-apiserver';
import type { Running } from '@drillyard/kube-controllers';
import { ClusterPkiStore } from './cluster-pki-store.js';
import { startControlPlane } from './control-plane.js';

/** The one node of a cluster that has none yet: who its kubelet certificate is for. */
const nodeName = 'controlplane';
const serviceAddress = '10.96.0.1';

export interface EmbeddedClusterOptions {
  /** Keeps certificates and state, so that the next start goes on; in memory only without it. */
  readonly dataDir?: string;
  /** Where to listen; port 0 takes the port of the last run where it is free, else any. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Names the serving certificate is good for besides kubeadm's; fixed at the first start. */
  readonly apiServerNames?: readonly string[];
  /** Its controllers wait on it, and it is the time everywhere; the machine's without one. */
  readonly clock?: Clock;
  /** Without them nothing but the API server runs: for comparisons, and for whoever plays them. */
  readonly controllers?: boolean;
  readonly limits?: StorageLimits;
  /** Hears of errors that are bugs, never of what the API refuses. */
  readonly onUnexpected?: (error: unknown) => void;
}

/** A Kubernetes API server of one's own, in this process. */
export class EmbeddedCluster {
  /** Such as `v1.36.0`. */
  readonly version = kubernetesVersion.gitVersion;

  private constructor(
    private readonly apiserver: KubeApiserver,
    private readonly storage: Storage,
    private readonly certificates: ClusterPkiStore,
    private readonly controlPlane: Running | undefined,
  ) {}

  /**
   * Resolves when the server answers. Throws CLUSTER_PORT_UNAVAILABLE, CLUSTER_PKI_UNUSABLE or
   * CLUSTER_STATE_UNUSABLE, with nothing left running.
   */
  static async start(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
    const { dataDir, listen = { host: '127.0.0.1', port: 0 } } = options;
    const { clock = new SystemClock(), controllers = true } = options;
    const now = () => clock.now();
    const certificates = await ClusterPkiStore.open(
      pkiOptions(options, listen.host, now()),
      dataDir,
    );
    const storage = new Storage({
      base: bootstrapBase(),
      journal: dataDir === undefined ? undefined : new FileJournal(join(dataDir, 'state', 'log')),
      limits: options.limits ?? defaultStorageLimits,
      now,
    });
    const onUnexpected = options.onUnexpected ?? (() => undefined);
    const apiserver = new KubeApiserver({ storage, pki: certificates.pki, now, onUnexpected });
    try {
      await listenAgain(apiserver, listen, dataDir);
    } catch (error) {
      await apiserver.close();
      storage.close();
      throw error;
    }
    const controlPlane = controllers
      ? startControlPlane(apiserver, { clock, onUnexpected })
      : undefined;
    return new EmbeddedCluster(apiserver, storage, certificates, controlPlane);
  }

  get address(): { readonly host: string; readonly port: number } {
    return this.apiserver.server.address;
  }

  /** kubeadm's `admin.conf`, for use at a URL such as `https://controlplane:6443`. */
  adminKubeconfig(server: string = this.url): string {
    return this.kubeconfig('admin', server);
  }

  /** kubeadm's `super-admin.conf`: no RBAC rule can lock it out. Not for learners. */
  superAdminKubeconfig(server: string = this.url): string {
    return this.kubeconfig('super-admin', server);
  }

  /** The files of the control plane's node in /etc/kubernetes, by path, private keys included. */
  controlPlaneFiles(): Promise<PkiFiles> {
    return this.certificates.allFiles();
  }

  /** Serves the connections of another listener too, such as one inside a sandbox. */
  accept(listener: Server): void {
    this.apiserver.server.accept(listener);
  }

  /** Ends everything and keeps what `dataDir` holds. */
  async close(): Promise<void> {
    this.controlPlane?.close();
    await this.apiserver.close();
    this.storage.close();
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

function pkiOptions(
  { apiServerNames = [] }: EmbeddedClusterOptions,
  host: string,
  now: Date,
): ClusterPkiOptions {
  return {
    nodeName,
    advertiseAddress: host,
    serviceAddress,
    apiServerNames: [nodeName, 'localhost', ...apiServerNames],
    apiServerAddresses: ['127.0.0.1', '::1'],
    now,
  };
}

/** Listens on the port asked for, or on that of the last run, so that kubeconfigs stay good. */
async function listenAgain(
  { server }: KubeApiserver,
  { host, port }: { readonly host: string; readonly port: number },
  dataDir: string | undefined,
): Promise<void> {
  const file = dataDir === undefined ? undefined : join(dataDir, 'port');
  const last = port === 0 && file !== undefined ? readPort(file) : 0;
  try {
    await server.listen(host, port === 0 ? last : port);
  } catch (error) {
    const taken = error instanceof OperationalError && error.code === 'CLUSTER_PORT_UNAVAILABLE';
    if (!taken || last === 0) throw error;
    await server.listen(host, 0);
  }
  if (file !== undefined && dataDir !== undefined && server.address.port !== last) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${server.address.port}\n`);
  }
}

function readPort(file: string): number {
  try {
    const port = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return port > 0 && port < 65_536 ? port : 0;
  } catch {
    // Never written: the first run.
    return 0;
  }
}
