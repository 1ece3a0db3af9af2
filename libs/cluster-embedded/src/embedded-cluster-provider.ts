import type { Server } from 'node:net';
import { join } from 'node:path';
import {
  type ApiserverTrail,
  type AuthorizationTrail,
  type Capability,
  type Cluster,
  type ClusterNode,
  type ClusterProvider,
  type ClusterRequest,
  KubeClient,
  type WorkspaceEndpoint,
} from '@drillyard/cluster';
import { AppError, OperationalError, UserError } from '@drillyard/errors';
import { authorizationTrail } from './authorization-trail.js';
import { ClusterFolder, isClusterId, listClusterFolders } from './cluster-folder.js';
import { EmbeddedCluster } from './embedded-cluster.js';
import { LoopbackTransport } from './loopback-transport.js';
import { NodeFileView } from './node/node-file-view.js';
import { NodeFolder } from './node/node-folder.js';

export interface EmbeddedClusterProviderOptions {
  /** Folder of all clusters; made when the first one is. One process at a time uses it. */
  readonly root: string;
  /** Hears of errors that are bugs of the API server, never of what it refuses. */
  readonly onUnexpected?: (error: unknown) => void;
}

/** What a shell on the node shows of its files. */
const nodeFolders = ['/etc/kubernetes', '/var/lib/kubelet', '/var/lib/etcd', '/var/log'] as const;

/** Clusters that are API servers in this process, each with its state in `<root>/<id>`. */
export class EmbeddedClusterProvider implements ClusterProvider {
  readonly name = 'embedded';
  readonly capabilities: readonly Capability[] = [
    'containers',
    'cni',
    'node-shell',
    'static-pods',
    'private-registry',
    'metrics',
  ];
  readonly #options: EmbeddedClusterProviderOptions;
  readonly #running = new Map<string, Promise<RunningCluster>>();

  constructor(options: EmbeddedClusterProviderOptions) {
    this.#options = options;
  }

  async create(request: ClusterRequest): Promise<Cluster> {
    const { id, signal } = request;
    if (!isClusterId(id)) {
      throw new UserError('INVALID_CLUSTER_ID', `A cluster's id is a DNS label; "${id}" is not.`);
    }
    if (request.settings !== undefined) {
      throw new UserError(
        'CLUSTER_SETTINGS_UNSUPPORTED',
        'Embedded clusters are not made to order.',
      );
    }
    signal?.throwIfAborted();
    const folder = new ClusterFolder(this.#options.root, id);
    const existed = folder.complete;
    try {
      await folder.make();
      request.onProgress?.(existed ? 'Starting the API server' : 'Making the control plane');
      const cluster = await this.#run(id, folder, request);
      request.onProgress?.('Waiting for the API server');
      await cluster.whenReady();
      signal?.throwIfAborted();
      await folder.markComplete();
      return cluster;
    } catch (error) {
      if (!existed) await this.delete(id);
      throw signal?.aborted ? signal.reason : failure(id, error);
    }
  }

  async open(id: string): Promise<Cluster | undefined> {
    if (!isClusterId(id)) return undefined;
    const folder = new ClusterFolder(this.#options.root, id);
    if (!folder.complete) return undefined;
    try {
      const cluster = await this.#run(id, folder);
      await cluster.whenReady();
      return cluster;
    } catch (error) {
      throw failure(id, error);
    }
  }

  async delete(id: string): Promise<void> {
    if (!isClusterId(id)) return;
    await this.#stop(id);
    await new ClusterFolder(this.#options.root, id).remove();
  }

  list(): Promise<string[]> {
    return listClusterFolders(this.#options.root);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.#stop(id)));
  }

  /** The cluster's server, started once however many ask for it at the same time. */
  #run(id: string, folder: ClusterFolder, request?: ClusterRequest): Promise<RunningCluster> {
    const running = this.#running.get(id) ?? this.#start(id, folder, request);
    this.#running.set(id, running);
    running.catch(() => {
      if (this.#running.get(id) === running) this.#running.delete(id);
    });
    return running;
  }

  /** Without a request: as the folder says. */
  async #start(
    id: string,
    folder: ClusterFolder,
    request: ClusterRequest | undefined,
  ): Promise<RunningCluster> {
    const { onUnexpected } = this.#options;
    const server = await EmbeddedCluster.start({
      dataDir: folder.path,
      nodeFiles: request !== undefined && needsNodeFiles(request),
      workers: request?.nodes.workers ?? 0,
      ...(request?.requires?.includes('cni') && { dns: true }),
      metrics: request?.requires?.includes('metrics') ?? false,
      ...(onUnexpected === undefined ? {} : { onUnexpected }),
    });
    return new RunningCluster(id, server, new KubeClient(await LoopbackTransport.open(server)));
  }

  async #stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    this.#running.delete(id);
    const cluster = await running?.catch(() => undefined);
    await cluster?.close();
  }
}

/** A cluster whose API server runs in this process. */
class RunningCluster implements Cluster {
  readonly version: string;
  readonly #server: EmbeddedCluster;

  constructor(
    readonly id: string,
    server: EmbeddedCluster,
    readonly client: KubeClient,
  ) {
    this.#server = server;
    this.version = server.version;
  }

  get authorizations(): AuthorizationTrail {
    return authorizationTrail(this.#server.authorizationLog);
  }

  get apiserver(): ApiserverTrail {
    return this.#server.apiserver;
  }

  get hostEndpoint(): { readonly host: string; readonly port: number } {
    return this.#server.address;
  }

  async learnerKubeconfig({ host, port }: WorkspaceEndpoint): Promise<string> {
    return this.#server.adminKubeconfig(`https://${host}:${port}`);
  }

  serveOn(listener: Server, reopen?: () => Promise<Server>): void {
    this.#server.accept(listener, reopen);
  }

  get node(): ClusterNode | undefined {
    const { nodeFolder } = this.#server;
    if (nodeFolder === undefined) return undefined;
    const folders = nodeFolders.map((target) => ({ source: join(nodeFolder, target), target }));
    const files = new NodeFileView(new NodeFolder(nodeFolder));
    return { name: 'controlplane', folders, files, commands: this.#server.nodeCommands };
  }

  /** The server listens once it is started; what may still fail is its storage or its objects. */
  async whenReady(): Promise<void> {
    // A learner may have left the server stopped: then there is nobody to wait for.
    if (!this.#server.isServing && this.node !== undefined) return;
    const ready = await this.client.raw({ method: 'GET', path: '/readyz?verbose' });
    if (ready.status !== 200) {
      throw new OperationalError('CLUSTER_NOT_READY', `/readyz answered: ${String(ready.body)}`, {
        retryable: true,
      });
    }
    await this.client.get({ apiVersion: 'v1', kind: 'Namespace', name: 'default' });
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.#server.close();
  }
}

function failure(id: string, error: unknown): unknown {
  if (error instanceof UserError || error instanceof OperationalError) return error;
  const why = error instanceof AppError || error instanceof Error ? error.message : String(error);
  return new OperationalError(
    'CLUSTER_CREATION_FAILED',
    `The embedded cluster ${id} could not be brought up: ${why}`,
    { cause: error, retryable: true },
  );
}

/** Files cost a start some milliseconds: they are written for labs that work with them. */
function needsNodeFiles({ requires = [] }: ClusterRequest): boolean {
  return requires.includes('node-shell') || requires.includes('static-pods');
}
