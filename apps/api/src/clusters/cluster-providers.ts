import type { Capability, Cluster, ClusterProvider } from '@drillyard/cluster';

/** The providers of this server, the preferred one first. */
export class ClusterProviders {
  constructor(readonly all: readonly ClusterProvider[]) {}

  /** The provider for a lab: the first that has everything the lab requires. */
  findFor(requires: readonly Capability[]): ClusterProvider | undefined {
    return this.all.find(({ capabilities }) => requires.every((one) => capabilities.includes(one)));
  }

  /** The cluster, from whichever provider has it. */
  async open(id: string): Promise<Cluster | undefined> {
    for (const provider of this.all) {
      const cluster = await provider.open(id);
      if (cluster !== undefined) return cluster;
    }
    return undefined;
  }

  async delete(id: string): Promise<void> {
    for (const provider of this.all) await provider.delete(id);
  }

  async list(): Promise<string[]> {
    return (await Promise.all(this.all.map((provider) => provider.list()))).flat();
  }

  /** Of what is open here, what is gone. */
  async listLost(): Promise<string[]> {
    return (await Promise.all(this.all.map((provider) => provider.listLost?.() ?? []))).flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((provider) => provider.close()));
  }
}
