import type { Clock, PoolStatus } from '@drillyard/cluster';
import type { ClusterShape } from '../cluster-shape.js';
import { nodeCount, shapeKey } from '../cluster-shape.js';
import type { Admission, Place } from './admission.js';

/** How many clusters of a shape are to be ready. */
export interface PoolTarget {
  readonly shape: ClusterShape;
  readonly size: number;
}

/** A cluster nobody has yet, and its room on the host. */
export interface PooledCluster {
  readonly name: string;
  readonly shape: string;
  readonly place: Place;
}

export interface WarmPoolOptions {
  readonly targets: readonly PoolTarget[];
  readonly admission: Admission;
  readonly clock: Clock;
  /** What a node takes of the host. */
  readonly nodeMemoryBytes: number;
  /** Makes a cluster and answers with its name; leaves the place where it fails. */
  readonly make: (shape: ClusterShape, place: Place, signal: AbortSignal) => Promise<string>;
  /** Removes a cluster, and leaves its place. */
  readonly remove: (cluster: PooledCluster) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** After a failure: the engine gets time to recover, and the log is not filled. */
const firstDelayMs = 15_000;
const lastDelayMs = 10 * 60_000;

/**
 * Clusters that are ready before anybody asks for them. One is made at a time: kind keeps all
 * processors busy, and learners whose cluster is being made come first.
 */
export class WarmPool {
  readonly #ready: PooledCluster[] = [];
  readonly #stop = new AbortController();
  #making: Promise<void> | undefined;
  #makingShape: string | undefined;
  #isPaused = false;
  #delayMs = firstDelayMs;
  #cancelRetry: (() => void) | undefined;
  #unsubscribe = () => {};

  constructor(private readonly options: WarmPoolOptions) {}

  /** Goes on with what an earlier process made, and fills up in the background. */
  start(ready: readonly PooledCluster[]): void {
    this.#ready.push(...ready);
    this.#unsubscribe = this.options.admission.onRoom(() => this.#fill());
    this.#fill();
  }

  /** A cluster of this shape, for the one who asks and nobody else; undefined where none is ready. */
  claim(shape: string): PooledCluster | undefined {
    const index = this.#ready.findIndex((cluster) => cluster.shape === shape);
    if (index < 0) return undefined;
    const [claimed] = this.#ready.splice(index, 1);
    this.#fill();
    return claimed;
  }

  /** Makes room for a learner whose shape is not ready: removes the cluster made first. */
  async evict(): Promise<void> {
    const oldest = this.#ready.shift();
    if (oldest === undefined) return;
    try {
      await this.options.remove(oldest);
    } catch (error) {
      this.options.onFailure(error);
    }
  }

  get ready(): readonly PooledCluster[] {
    return this.#ready;
  }

  /** Of each shape that is wanted. */
  get status(): PoolStatus[] {
    return this.options.targets.map(({ shape, size }) => {
      const key = shapeKey(shape);
      return {
        nodes: { controlPlane: shape.controlPlanes, workers: shape.workers },
        size,
        ready: this.#ready.filter((cluster) => cluster.shape === key).length,
        creating: this.#makingShape === key ? 1 : 0,
      };
    });
  }

  /** Makes no more and removes what is ready; what is being made is removed when it is. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    while (this.#ready.length > 0 && this.#isPaused) await this.evict();
  }

  resume(): void {
    this.#isPaused = false;
    this.#fill();
  }

  /** Makes no more; what is ready stays for the next process. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#cancelRetry?.();
    this.#unsubscribe();
    await this.#making;
  }

  #fill(): void {
    if (this.#making !== undefined || this.#cancelRetry !== undefined) return;
    if (this.#stop.signal.aborted || this.#isPaused) return;
    const shape = nextToMake(this.options.targets, this.#ready);
    if (shape === undefined) return;
    const memoryBytes = nodeCount(shape) * this.options.nodeMemoryBytes;
    const place = this.options.admission.tryEnter(memoryBytes);
    // Where there is no room the next place that is left calls again.
    if (place === undefined) return;
    this.#makingShape = shapeKey(shape);
    this.#making = this.#make(shape, place).finally(() => {
      this.#making = undefined;
      this.#makingShape = undefined;
      if (this.#isPaused) void this.pause();
      this.#fill();
    });
  }

  async #make(shape: ClusterShape, place: Place): Promise<void> {
    try {
      const name = await this.options.make(shape, place, this.#stop.signal);
      this.#ready.push({ name, shape: shapeKey(shape), place });
      this.#delayMs = firstDelayMs;
    } catch (error) {
      this.#retryLater();
      if (!this.#stop.signal.aborted) this.options.onFailure(error);
    }
  }

  #retryLater(): void {
    this.#cancelRetry = this.options.clock.after(this.#delayMs, () => {
      this.#cancelRetry = undefined;
      this.#fill();
    });
    this.#delayMs = Math.min(this.#delayMs * 2, lastDelayMs);
  }
}

/** The shape that lacks most of what it is to have; undefined where the pool is full. */
export function nextToMake(
  targets: readonly PoolTarget[],
  ready: readonly Pick<PooledCluster, 'shape'>[],
): ClusterShape | undefined {
  const lacking = targets
    .map(({ shape, size }) => {
      const key = shapeKey(shape);
      const have = ready.filter((cluster) => cluster.shape === key).length;
      return { shape, share: size === 0 ? 1 : have / size };
    })
    .filter(({ share }) => share < 1)
    .sort((a, b) => a.share - b.share);
  return lacking[0]?.shape;
}

/** Whether one more of this shape is wanted besides those that are ready. */
export function isWanted(
  targets: readonly PoolTarget[],
  ready: readonly Pick<PooledCluster, 'shape'>[],
  shape: string,
): boolean {
  const have = ready.filter((cluster) => cluster.shape === shape).length;
  return targets.some((target) => shapeKey(target.shape) === shape && have < target.size);
}
