import { afterEach, beforeEach, expect, it } from 'vitest';
import { settle, VirtualClock } from '../testing/virtual-clock.js';
import { WorkQueue } from './work-queue.js';

let clock: VirtualClock;
let queue: WorkQueue;
let worked: string[];
let failures: number;
let errors: unknown[];

beforeEach(() => {
  clock = new VirtualClock();
  worked = [];
  failures = 0;
  errors = [];
  queue = new WorkQueue({
    clock,
    retriesMax: 3,
    onError: (error) => errors.push(error),
    work: async (key) => {
      worked.push(key);
      if (key === 'again' && worked.length === 1) queue.add('again');
      if (failures-- > 0) throw new Error(key);
    },
  });
});

afterEach(() => queue.close());

it('works on a key once however often it was added, and again where it was added meanwhile', async () => {
  for (const key of ['a', 'a', 'b', 'a']) queue.add(key);
  await settle();
  expect(worked).toEqual(['a', 'b']);
  worked = [];
  queue.add('again');
  await settle();
  expect(worked).toEqual(['again', 'again']);
});

it('tries again later and later, until it gives up', async () => {
  failures = 10;
  queue.add('a');
  await settle();
  const counts: number[] = [];
  for (const ms of [5, 10, 20, 1_000]) {
    await clock.advance(ms);
    counts.push(worked.length);
  }
  expect(counts).toEqual([2, 3, 4, 4]);
  expect(errors).toHaveLength(4);
  expect(clock.pending).toBe(0);
});

it('keeps the earliest of several delays, and none once it is closed', async () => {
  queue.addAfter('a', 60_000);
  queue.addAfter('a', 1_000);
  queue.addAfter('a', 30_000);
  expect(clock.pending).toBe(1);
  await clock.advance(1_000);
  expect(worked).toEqual(['a']);
  queue.addAfter('b', 1_000);
  queue.close();
  await clock.advance(2_000);
  expect(worked).toEqual(['a']);
});
