import { readFile } from 'node:fs/promises';
import type { Server } from 'node:net';
import {
  type Clock,
  type Cluster,
  type ClusterClient,
  type ClusterContainers,
  type ClusterNode,
  HttpsTransport,
  KubeClient,
  type NetworkProbe,
  readKubeconfig,
  type WorkspaceEndpoint,
} from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { ClusterRecords } from './cluster-record.js';
import { ContainerNodeFiles } from './container-node-files.js';
import type { Engine } from './engine.js';
import { forwardConnections } from './forward-connections.js';
import { learnerKubeconfig, publishedEndpoint } from './kind-kubeconfig.js';
import { nodeNameOf } from './node-names.js';
import { PodNetworkProbe } from './pod-network-probe.js';

/** Where kubeadm has the API server listen in its node. */
const apiServerPort = 6443;
/** An API server whose node was just started again takes about half a minute. */
const readyMs = 90_000;
const readyPollMs = 500;

export interface KindClusterParts {
  readonly id: string;
  readonly name: string;
  /** Names of the containers that are nodes, the control plane's first. */
  readonly nodes: readonly string[];
  readonly engine: Engine;
  readonly clock: Clock;
  /** Kubeconfig of the administrator as kind wrote it. */
  readonly published: string;
  readonly client: ClusterClient;
}

/** A cluster whose nodes are containers of an engine. */
export class KindCluster implements Cluster {
  readonly id: string;
  readonly client: ClusterClient;
  readonly containers: ClusterContainers;
  readonly node: ClusterNode;
  readonly network: NetworkProbe;
  isPooled = false;
  readonly hostEndpoint: WorkspaceEndpoint;
  readonly #published: string;

  private constructor(
    parts: KindClusterParts,
    readonly version: string,
  ) {
    const { id, name, nodes, engine, clock, published, client } = parts;
    const [controlPlane = ''] = nodes;
    this.id = id;
    this.client = client;
    this.#published = published;
    this.hostEndpoint = publishedEndpoint(published);
    this.containers = {
      network: name,
      apiServer: { host: controlPlane, port: apiServerPort },
      nodes,
    };
    const named = nodes.map(
      (container) => [nodeNameOf(container) ?? container, container] as const,
    );
    this.network = new PodNetworkProbe(engine, new Map(named), clock);
    const files = new ContainerNodeFiles(engine, controlPlane, clock);
    this.node = { name: nodeNameOf(controlPlane) ?? controlPlane, folders: [], files };
  }

  /** @throws OperationalError CLUSTER_NOT_READY where its API server does not answer in time. */
  static async connect(
    parts: Omit<KindClusterParts, 'published' | 'client'>,
    records: ClusterRecords,
    connectTo: (kubeconfig: string) => ClusterClient = connectByKubeconfig,
    signal?: AbortSignal,
  ): Promise<KindCluster> {
    const published = await readFile(records.kubeconfigPath(parts.name), 'utf8');
    const client = connectTo(await readFile(records.graderKubeconfigPath(parts.name), 'utf8'));
    try {
      await waitUntilReady(client, parts.clock, signal);
      const { body } = await client.raw({ method: 'GET', path: '/version' });
      return new KindCluster({ ...parts, published, client }, versionOf(body));
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  async learnerKubeconfig(at: WorkspaceEndpoint): Promise<string> {
    return learnerKubeconfig(this.#published, at);
  }

  /** For workspaces that are not containers: their connections go to the published port. */
  serveOn(listener: Server): void {
    forwardConnections(listener, this.hostEndpoint);
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

function connectByKubeconfig(text: string): ClusterClient {
  return new KubeClient(new HttpsTransport(readKubeconfig(text)));
}

async function waitUntilReady(
  client: ClusterClient,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<void> {
  const untilMs = clock.now().getTime() + readyMs;
  let why = '';
  while (clock.now().getTime() < untilMs) {
    signal?.throwIfAborted();
    try {
      const { status, body } = await client.raw({ method: 'GET', path: '/readyz' });
      const type = { apiVersion: 'v1', kind: 'Namespace' };
      const isReady = status === 200 && (await client.find({ ...type, name: 'default' }));
      if (isReady) return;
      why = String(body);
    } catch (error) {
      if (!(error instanceof OperationalError && error.retryable)) throw error;
      why = error.message;
    }
    await new Promise<void>((resolve) => clock.after(readyPollMs, resolve));
  }
  throw new OperationalError(
    'CLUSTER_NOT_READY',
    `The API server of the cluster does not get ready: ${why}. Start the lab again.`,
    { retryable: true },
  );
}

function versionOf(body: unknown): string {
  const version = (body as { gitVersion?: unknown } | null)?.gitVersion;
  return typeof version === 'string' ? version : 'unknown';
}
