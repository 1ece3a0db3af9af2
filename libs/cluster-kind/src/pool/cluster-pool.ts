import { randomUUID } from 'node:crypto';
import type { Clock, PoolStatus } from '@drillyard/cluster';
import type { ClusterRecord, ClusterRecords } from '../cluster-record.js';
import { type ClusterShape, nodeCount, shapeKey } from '../cluster-shape.js';
import type { KindLifecycle } from '../kind-lifecycle.js';
import { clusterName } from '../labels.js';
import type { Admission, Place } from './admission.js';
import type { Places } from './places.js';
import { isWanted, type PooledCluster, type PoolTarget, WarmPool } from './warm-pool.js';

export interface ClusterPoolOptions {
  readonly instance: string;
  readonly lifecycle: KindLifecycle;
  readonly records: ClusterRecords;
  readonly clock: Clock;
  readonly nodeMemoryBytes: number;
  readonly targets: readonly PoolTarget[];
  readonly admission: Admission;
  readonly places: Places;
  /** Hears why it could not be filled, or not be emptied. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Kind clusters for whoever comes next. Their records belong to nobody: what of them cannot be
 * removed at once is kept in mind until a sweep removes it.
 */
export class ClusterPool {
  readonly #pool: WarmPool;
  readonly #leftOver = new Set<string>();

  constructor(private readonly options: ClusterPoolOptions) {
    const { targets, admission, places, clock, nodeMemoryBytes, onFailure } = options;
    this.#pool = new WarmPool({
      ...{ targets, admission, clock, nodeMemoryBytes, onFailure },
      make: (shape, place, signal) => this.#make(shape, place, signal),
      remove: ({ name, place }) => {
        places.put(name, place);
        return this.#remove(name);
      },
    });
  }

  /** Names of the clusters a sweep is to remove. */
  get leftOver(): ReadonlySet<string> {
    return this.#leftOver;
  }

  /** A cluster that was left over is gone. */
  forget(name: string): void {
    this.#leftOver.delete(name);
  }

  get size(): number {
    return this.#pool.ready.length;
  }

  get status(): PoolStatus[] {
    return this.#pool.status;
  }

  /** Goes on with what an earlier process left; removes what is of no use. */
  async start(records: readonly ClusterRecord[]): Promise<void> {
    const { targets, places, onFailure } = this.options;
    const ready: PooledCluster[] = [];
    for (const record of records) {
      const { name, shape } = record;
      const isUsable = isWanted(targets, ready, shape) && (await this.#allRun(record));
      const place = isUsable ? places.hand(name) : undefined;
      if (place !== undefined) ready.push({ name, shape, place });
      else await this.#remove(name).catch(onFailure);
    }
    this.#pool.start(ready);
  }

  /** Gives one of this shape away: its record says whose it is. Undefined where none is ready. */
  async claim(id: string, shape: string): Promise<ClusterRecord | undefined> {
    const { records, places } = this.options;
    const pooled = this.#pool.claim(shape);
    if (pooled === undefined) return undefined;
    const { name, place } = pooled;
    places.put(name, place);
    try {
      const record = (await records.list()).find((each) => each.name === name);
      if (record !== undefined) {
        const claimed = { ...record, id };
        await records.write(claimed);
        return claimed;
      }
    } catch (error) {
      this.#leftOver.add(name);
      throw error;
    }
    // Somebody removed its folder: nobody can reach it any more.
    this.#leftOver.add(name);
    return undefined;
  }

  /** Makes room for somebody whose shape is not ready. */
  evict(): Promise<void> {
    return this.#pool.evict();
  }

  pause(): Promise<void> {
    return this.#pool.pause();
  }

  resume(): void {
    this.#pool.resume();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #make(shape: ClusterShape, place: Place, signal: AbortSignal): Promise<string> {
    const { instance, lifecycle, places } = this.options;
    const name = clusterName(instance, `pool-${randomUUID()}`);
    const record = { name, shape: shapeKey(shape), nodes: nodeCount(shape), complete: true };
    places.put(name, place);
    try {
      await lifecycle.make(record, shape, { signal });
      places.hand(name);
      return name;
    } catch (error) {
      // What went wrong first is what there is to tell. Little runs of what was never whole: an
      // engine that fails again and again must not take all the room.
      await this.#remove(name).catch(() => places.leave(name));
      throw error;
    }
  }

  /** The room of what cannot be removed stays taken. */
  async #remove(name: string): Promise<void> {
    try {
      await this.options.lifecycle.unmake(name);
    } catch (error) {
      this.#leftOver.add(name);
      throw error;
    }
    this.options.places.leave(name);
  }

  async #allRun({ name, nodes, complete }: ClusterRecord): Promise<boolean> {
    if (!complete) return false;
    const containers = await this.options.lifecycle.nodes(name).catch(() => []);
    return containers.length === nodes && containers.every(({ state }) => state === 'running');
  }
}
