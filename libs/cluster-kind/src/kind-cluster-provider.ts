import type {
  Capability,
  Clock,
  Cluster,
  ClusterClient,
  ClusterProvider,
  ClusterRequest,
  ProviderStatus,
} from '@drillyard/cluster';
import { OperationalError, UserError } from '@drillyard/errors';
import type { ClusterRecord, ClusterRecords } from './cluster-record.js';
import { type ClusterShape, nodeCount, shapeKey, shapeOf } from './cluster-shape.js';
import type { Engine } from './engine.js';
import { KindCluster } from './kind-cluster.js';
import type { KindLifecycle } from './kind-lifecycle.js';
import { clusterName, kindClusterLabel, namePrefix } from './labels.js';
import { Admission, type Capacity, type Place } from './pool/admission.js';
import { ClusterPool } from './pool/cluster-pool.js';
import { Places } from './pool/places.js';
import { Queue } from './pool/queue.js';
import type { PoolTarget } from './pool/warm-pool.js';
import { listRemains } from './remains.js';
import { RunningClusters } from './running-clusters.js';

export interface KindClusterProviderOptions {
  /** Which server makes the clusters: `instanceName` of what its data folder is called. */
  readonly instance: string;
  readonly engine: Engine;
  readonly lifecycle: KindLifecycle;
  readonly records: ClusterRecords;
  readonly clock: Clock;
  readonly capacity: Capacity;
  readonly nodeMemoryBytes: number;
  readonly pool: readonly PoolTarget[];
  /** Whether shells can be opened on nodes, which takes workspaces that are containers. */
  readonly nodeShells: boolean;
  /** Hears why the pool could not be filled. */
  readonly onPoolFailure: (error: unknown) => void;
  /** Clients of API servers; over TLS by their kubeconfig if not given. */
  readonly connectTo?: (kubeconfig: string) => ClusterClient;
}

/** RFC 1123 label, as `ClusterRequest.id` promises. */
const idPattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Clusters that kind makes in a container engine, one for each id, with a pool of ready ones. */
export class KindClusterProvider implements ClusterProvider {
  readonly name = 'kind';
  readonly capabilities: readonly Capability[];
  readonly #options: KindClusterProviderOptions;
  readonly #admission: Admission;
  readonly #places = new Places();
  readonly #pool: ClusterPool;
  readonly #queue: Queue;
  readonly #running = new RunningClusters();
  readonly #creations = new Map<string, AbortController>();

  private constructor(options: KindClusterProviderOptions) {
    this.#options = options;
    this.capabilities = [
      ...(['containers', 'cni', 'static-pods', 'cluster-settings'] as const),
      ...(options.nodeShells ? (['node-shell'] as const) : []),
    ];
    this.#admission = new Admission(options.capacity);
    this.#queue = new Queue(this.#admission);
    this.#pool = new ClusterPool({
      ...options,
      ...{ targets: options.pool, admission: this.#admission, places: this.#places },
      onFailure: options.onPoolFailure,
    });
  }

  /** Takes up what an earlier process left: its clusters, and the pool. */
  static async start(options: KindClusterProviderOptions): Promise<KindClusterProvider> {
    const provider = new KindClusterProvider(options);
    await provider.#takeUp();
    return provider;
  }

  async create(request: ClusterRequest): Promise<Cluster> {
    const { id, signal } = request;
    if (!idPattern.test(id)) {
      throw new UserError('INVALID_CLUSTER_ID', `A cluster's id is a DNS label; "${id}" is not.`);
    }
    signal?.throwIfAborted();
    return this.#running.once(id, async () => {
      const controller = new AbortController();
      this.#creations.set(id, controller);
      const signals = [controller.signal, ...(signal === undefined ? [] : [signal])];
      try {
        return await this.#create({ ...request, signal: AbortSignal.any(signals) });
      } finally {
        this.#creations.delete(id);
      }
    });
  }

  async open(id: string): Promise<Cluster | undefined> {
    const running = this.#running.find(id);
    if (running !== undefined) return running;
    const record = await this.#options.records.find(id);
    if (!record?.complete) return undefined;
    const nodes = await this.#options.lifecycle.nodes(record.name);
    if (nodes.length === 0) return undefined;
    return this.#running.once(id, () => this.#connect(record));
  }

  async delete(id: string): Promise<void> {
    const gone = new OperationalError('CLUSTER_DELETED', `The cluster ${id} is being deleted.`);
    this.#creations.get(id)?.abort(gone);
    await this.#running.close(id);
    const { records, instance } = this.#options;
    const record = await records.find(id);
    if (record !== undefined) return this.#unmake(record.name);
    // `list` calls what nobody asked for by the name it has in the engine.
    if (!id.startsWith(namePrefix(instance))) return;
    const isKnown = (await records.list()).some(({ name }) => name === id);
    if (isKnown && !this.#pool.leftOver.has(id)) return;
    await this.#unmake(id);
    this.#pool.forget(id);
  }

  async list(): Promise<string[]> {
    const { records, engine, instance } = this.#options;
    const remains = await listRemains(engine, instance);
    // Read after the engine was asked: a record is there before anything of its cluster is.
    const known = await records.list();
    const names = new Set(known.map(({ name }) => name));
    const ids = known.flatMap(({ id }) => (id === undefined ? [] : [id]));
    return [...ids, ...this.#pool.leftOver, ...remains.filter((name) => !names.has(name))];
  }

  /** Nodes that only stopped, as with their engine, are started again. */
  async listLost(): Promise<string[]> {
    const { engine } = this.#options;
    const running = this.#running.here;
    if (running.length === 0) return [];
    const containers = await engine.containers({ label: kindClusterLabel });
    const states = new Map(containers.map(({ name, state }) => [name, state]));
    const lost: string[] = [];
    for (const {
      id,
      containers: { nodes },
    } of running) {
      if (nodes.some((node) => !states.has(node))) lost.push(id);
      else for (const node of nodes) await this.#startAgain(node, states.get(node));
    }
    return lost;
  }

  async #startAgain(node: string, state: string | undefined): Promise<void> {
    if (state !== 'exited') return;
    // One that does not start is asked again at the next look.
    await this.#options.engine.startContainer(node).catch(() => undefined);
  }

  status(): ProviderStatus {
    const { clustersMax, memoryBytes } = this.#options.capacity;
    const used = this.#admission.used;
    return {
      clusters: { used: used.clustersMax, max: clustersMax },
      memoryBytes: { used: used.memoryBytes, max: memoryBytes },
      waiting: this.#queue.ids.map((id) => ({ id })),
      pools: this.#pool.status,
    };
  }

  drain(isDraining: boolean): void {
    if (isDraining) void this.#pool.pause();
    else this.#pool.resume();
  }

  /** How many clusters are ready for whoever comes. */
  get pooled(): number {
    return this.#pool.size;
  }

  async close(): Promise<void> {
    const stopping = new OperationalError('SERVER_STOPPING', 'The server is being stopped.');
    for (const controller of this.#creations.values()) controller.abort(stopping);
    await this.#pool.close();
    await this.#running.closeAll();
  }

  async #takeUp(): Promise<void> {
    const { records, nodeMemoryBytes } = this.#options;
    const known = await records.list();
    for (const { name, nodes } of known) {
      this.#places.put(name, this.#admission.take(nodes * nodeMemoryBytes));
    }
    await this.#pool.start(known.filter(({ id }) => id === undefined));
  }

  async #create(request: ClusterRequest): Promise<KindCluster> {
    const { records } = this.#options;
    const { id, onProgress, signal } = request;
    const existing = await records.find(request.id);
    if (existing?.complete) return this.#connect(existing, signal);
    if (existing !== undefined) {
      onProgress?.('Removing what an interrupted start left behind');
      await this.#unmake(existing.name);
    }
    const shape = shapeOf(request);
    const claimed = await this.#pool.claim(id, shapeKey(shape));
    if (claimed !== undefined) {
      onProgress?.('Taking a cluster that is ready');
      const cluster = await this.#connect(claimed, signal).catch(() => undefined);
      signal?.throwIfAborted();
      if (cluster !== undefined) {
        cluster.isPooled = true;
        return cluster;
      }
      await this.#unmake(claimed.name);
    }
    return this.#make(request, shape);
  }

  async #make(request: ClusterRequest, shape: ClusterShape): Promise<KindCluster> {
    const { instance, lifecycle } = this.#options;
    const { id, onProgress, signal } = request;
    const name = clusterName(instance, id);
    this.#places.put(name, await this.#enter(shape, request));
    const record = { name, id, shape: shapeKey(shape), nodes: nodeCount(shape), complete: true };
    try {
      await lifecycle.make(record, shape, { onProgress, signal });
      onProgress?.('Waiting for the API server');
      return await this.#connect(record, signal);
    } catch (error) {
      await this.#unmake(name).catch(() => undefined);
      throw error;
    }
  }

  #enter(shape: ClusterShape, request: ClusterRequest): Promise<Place> {
    const memoryBytes = nodeCount(shape) * this.#options.nodeMemoryBytes;
    const entering = this.#queue.enter(memoryBytes, request);
    if (this.#admission.waiting > 0) void this.#pool.evict();
    return entering;
  }

  async #connect({ id = '', name }: ClusterRecord, signal?: AbortSignal): Promise<KindCluster> {
    const { engine, clock, records, lifecycle, connectTo } = this.#options;
    const nodes = await lifecycle.nodes(name);
    for (const node of nodes) if (node.state !== 'running') await engine.startContainer(node.name);
    const parts = { id, name, nodes: nodes.map((node) => node.name), engine, clock };
    return KindCluster.connect(parts, records, connectTo, signal);
  }

  async #unmake(name: string): Promise<void> {
    await this.#options.lifecycle.unmake(name);
    this.#places.leave(name);
  }
}
