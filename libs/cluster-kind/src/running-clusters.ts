import type { KindCluster } from './kind-cluster.js';

/** The clusters that are connected to from here, and those on their way. */
export class RunningClusters {
  readonly #coming = new Map<string, Promise<KindCluster>>();
  readonly #here = new Map<string, KindCluster>();

  /** Without those on their way. */
  get here(): readonly KindCluster[] {
    return [...this.#here.values()];
  }

  find(id: string): Promise<KindCluster> | undefined {
    return this.#coming.get(id);
  }

  /** However many ask for a cluster at the same time, it is made or opened once. */
  once(id: string, begin: () => Promise<KindCluster>): Promise<KindCluster> {
    const known = this.#coming.get(id);
    if (known !== undefined) return known;
    const coming = begin();
    this.#coming.set(id, coming);
    coming.then(
      (cluster) => {
        if (this.#coming.get(id) === coming) this.#here.set(id, cluster);
      },
      () => {
        if (this.#coming.get(id) === coming) this.#coming.delete(id);
      },
    );
    return coming;
  }

  /** Waits for one that is on its way, and lets go of it. */
  async close(id: string): Promise<void> {
    const coming = this.#coming.get(id);
    const cluster = await coming?.catch(() => undefined);
    if (this.#coming.get(id) === coming) {
      this.#coming.delete(id);
      this.#here.delete(id);
    }
    await cluster?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#coming.keys()].map((id) => this.close(id)));
  }
}
