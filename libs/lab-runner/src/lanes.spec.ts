import { expect, it } from 'vitest';
import { Lanes } from './lanes.js';

it('runs so many at once, in order, and goes on after one that failed', async () => {
  const lanes = new Lanes(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const runs = [1, 2, 3, 4].map((number) =>
    lanes.run(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (number === 1) throw new Error('one');
      return number;
    }),
  );
  const settled = Promise.allSettled(runs);
  expect(begun).toEqual([1, 2]);
  ends[0]?.();
  await expect(runs[0]).rejects.toThrow('one');
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3]);
  ends[1]?.();
  await runs[1];
  await Promise.resolve();
  for (const end of ends) end();
  await settled;
  expect(await Promise.all(runs.slice(1))).toEqual([2, 3, 4]);
});
