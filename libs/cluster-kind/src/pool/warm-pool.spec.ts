import { settle, VirtualClock } from '@drillyard/cluster/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClusterShape, shapeKey } from '../cluster-shape.js';
import { Admission, type Capacity } from './admission.js';
import { nextToMake, type PoolTarget, WarmPool } from './warm-pool.js';

const shape = (workers: number): ClusterShape => ({ controlPlanes: 1, workers, settings: {} });
const plain = shape(0);
const roomy: Capacity = { clustersMax: 10, memoryBytes: 1_000 };
const pools: WarmPool[] = [];

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function poolOf(targets: readonly PoolTarget[], capacity: Partial<Capacity> = {}) {
  const clock = new VirtualClock();
  const admission = new Admission({ ...roomy, ...capacity });
  const world = { made: 0, atOnce: 0, atOnceMax: 0, fails: false, removed: [] as string[] };
  const failures: unknown[] = [];
  const pool = new WarmPool({
    ...{ targets, admission, clock, nodeMemoryBytes: 10 },
    make: async (_, place, signal) => {
      world.atOnceMax = Math.max(world.atOnceMax, ++world.atOnce);
      await new Promise<void>((resolve) => {
        clock.after(60_000, resolve);
        signal.addEventListener('abort', () => resolve());
      });
      world.atOnce--;
      if (signal.aborted || world.fails) {
        place.leave();
        throw new Error('no engine');
      }
      return `cluster-${++world.made}`;
    },
    remove: async ({ name, place }) => {
      world.removed.push(name);
      place.leave();
    },
    onFailure: (error) => failures.push(error),
  });
  pools.push(pool);
  const names = () => pool.ready.map(({ name }) => name);
  return { pool, clock, admission, world, failures, names };
}

describe('WarmPool', () => {
  it('fills up one after the other, and refills what is claimed', async () => {
    const { pool, clock, world, names } = poolOf([{ shape: plain, size: 2 }]);
    pool.start([]);
    await clock.advance(120_000);
    expect(names()).toEqual(['cluster-1', 'cluster-2']);
    expect(pool.claim(shapeKey(plain))?.name).toBe('cluster-1');
    await clock.advance(60_000);
    expect(names()).toEqual(['cluster-2', 'cluster-3']);
    expect(world.atOnceMax).toBe(1);
  });

  it('is emptied and kept empty until it is to fill up again', async () => {
    const { pool, clock, world, names } = poolOf([{ shape: plain, size: 2 }]);
    pool.start([]);
    await clock.advance(90_000);
    const nodes = { controlPlane: 1, workers: 0 };
    expect(pool.status).toEqual([{ nodes, size: 2, ready: 1, creating: 1 }]);
    await pool.pause();
    await clock.advance(600_000);
    expect([names(), world.removed]).toEqual([[], ['cluster-1', 'cluster-2']]);
    expect(pool.status).toEqual([{ nodes, size: 2, ready: 0, creating: 0 }]);
    pool.resume();
    await clock.advance(60_000);
    expect(names()).toEqual(['cluster-3']);
  });

  it('never hands a cluster out twice', async () => {
    const { pool, clock } = poolOf([{ shape: plain, size: 3 }]);
    pool.start([]);
    await clock.advance(180_000);
    const claimed = Array.from({ length: 5 }, () => pool.claim(shapeKey(plain))?.name);
    expect(claimed).toEqual(['cluster-1', 'cluster-2', 'cluster-3', undefined, undefined]);
  });

  it('gives no cluster of another shape', async () => {
    const { pool, clock } = poolOf([{ shape: plain, size: 1 }]);
    pool.start([]);
    await clock.advance(60_000);
    expect(pool.claim(shapeKey(shape(1)))).toBeUndefined();
    expect(pool.ready).toHaveLength(1);
  });

  it('goes on with what an earlier process left', async () => {
    const { pool, admission, world } = poolOf([{ shape: plain, size: 1 }]);
    const place = admission.take(10);
    pool.start([{ name: 'kept', shape: shapeKey(plain), place }]);
    await settle();
    expect(world.atOnceMax).toBe(0);
    expect(pool.claim(shapeKey(plain))?.name).toBe('kept');
  });

  it('waits longer after each failure, says so, and goes on when it works again', async () => {
    const { pool, clock, world, failures, names } = poolOf([{ shape: plain, size: 1 }]);
    world.fails = true;
    pool.start([]);
    await clock.advance(60_000);
    expect(failures).toHaveLength(1);
    await clock.advance(15_000 + 60_000);
    expect(failures).toHaveLength(2);
    await clock.advance(29_000);
    expect(world.atOnce).toBe(0);
    world.fails = false;
    await clock.advance(1_000 + 60_000);
    expect(names()).toEqual(['cluster-1']);
  });

  it('leaves room to learners, and takes what they leave', async () => {
    const { pool, clock, admission, names } = poolOf([{ shape: plain, size: 2 }], {
      clustersMax: 1,
    });
    const learner = await admission.enter(10);
    pool.start([]);
    await clock.advance(600_000);
    expect(names()).toEqual([]);
    learner.leave();
    await clock.advance(60_000);
    expect(names()).toEqual(['cluster-1']);
  });

  it('gives up a cluster for a learner whose shape it does not have', async () => {
    const { pool, clock, admission, world } = poolOf([{ shape: plain, size: 1 }], {
      clustersMax: 1,
    });
    pool.start([]);
    await clock.advance(60_000);
    const waiting = admission.enter(20);
    await pool.evict();
    await waiting;
    expect(world.removed).toEqual(['cluster-1']);
    expect(pool.claim(shapeKey(plain))).toBeUndefined();
  });
});

describe('nextToMake', () => {
  const of = (...workers: number[]) => workers.map((count) => ({ shape: shapeKey(shape(count)) }));
  it.each<[string, [number, number][], number[], number | undefined]>([
    ['nothing is wanted', [], [], undefined],
    ['all are there', [[0, 1]], [0], undefined],
    ['more than wanted are there', [[0, 1]], [0, 0, 1], undefined],
    ['a size of none', [[0, 0]], [], undefined],
    ['one is lacking', [[0, 2]], [0], 0],
    [
      'the one that lacks most comes first',
      [
        [0, 2],
        [1, 2],
      ],
      [0],
      1,
    ],
    [
      'by share, not by number',
      [
        [0, 4],
        [1, 1],
      ],
      [0, 0, 0],
      1,
    ],
  ])('%s', (_, wanted, ready, expected) => {
    const targets = wanted.map(([workers, size]) => ({ shape: shape(workers), size }));
    expect(nextToMake(targets, of(...ready))?.workers).toBe(expected);
  });
});
