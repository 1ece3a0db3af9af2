import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpsTransport, readKubeconfig } from '@drillyard/cluster';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';

/** Clusters with data folders of their own, all removed together. */
export class ScratchClusters {
  private readonly clusters: EmbeddedCluster[] = [];

  private constructor(private readonly folder: string) {}

  static async open(): Promise<ScratchClusters> {
    return new ScratchClusters(await mkdtemp(join(tmpdir(), 'drillyard-bench-')));
  }

  /** One more cluster, whose /readyz has answered. */
  async start(): Promise<EmbeddedCluster> {
    const dataDir = join(this.folder, String(this.clusters.length));
    const cluster = await EmbeddedCluster.start({ dataDir });
    this.clusters.push(cluster);
    const transport = new HttpsTransport(readKubeconfig(cluster.adminKubeconfig()));
    const response = await transport.send({ method: 'GET', path: '/readyz' });
    if (response.status !== 200) throw new Error(`/readyz answered ${response.status}`);
    await transport.close();
    return cluster;
  }

  async close(): Promise<void> {
    for (const cluster of this.clusters) await cluster.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
