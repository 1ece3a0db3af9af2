import type { Cluster, ClusterProvider, ClusterRequest } from '../cluster-provider.js';
import { FakeClusterClient, FakeClusterState, type FakeReviews } from './fake-cluster-client.js';

/**
 * A provider whose clusters are maps in memory. `disk` is what outlives the provider: hand the
 * same one to a second provider to play a restart.
 */
export class FakeClusterProvider implements ClusterProvider {
  readonly name = 'fake';
  readonly capabilities = [];

  constructor(
    readonly disk: Map<string, FakeClusterState> = new Map(),
    readonly reviews: FakeReviews = {},
  ) {}

  async create(request: ClusterRequest): Promise<Cluster> {
    request.signal?.throwIfAborted();
    request.onProgress?.('Making a map');
    if (!this.disk.has(request.id)) this.disk.set(request.id, new FakeClusterState());
    return this.#cluster(request.id, this.disk.get(request.id) ?? new FakeClusterState());
  }

  async open(id: string): Promise<Cluster | undefined> {
    const state = this.disk.get(id);
    return state === undefined ? undefined : this.#cluster(id, state);
  }

  async delete(id: string): Promise<void> {
    this.disk.delete(id);
  }

  async list(): Promise<string[]> {
    return [...this.disk.keys()];
  }

  async close(): Promise<void> {}

  #cluster(id: string, state: FakeClusterState): Cluster {
    return {
      id,
      version: 'v1.36.0',
      client: new FakeClusterClient(state, this.reviews),
      learnerKubeconfig: async ({ host, port }) =>
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Config',
          'current-context': 'fake',
          contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
          clusters: [{ name: 'fake', cluster: { server: `https://${host}:${port}` } }],
          users: [{ name: 'fake', user: {} }],
        }),
      hostEndpoint: { host: '127.0.0.1', port: 1 },
    };
  }
}
