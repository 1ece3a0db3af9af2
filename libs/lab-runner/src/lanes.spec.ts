import { expect, it } from 'vitest';
import { Lanes } from './lanes.js';

it('runs one piece in each lane, in order, and goes on after one that failed', async () => {
  const lanes = new Lanes([{ name: 'a' }, { name: 'b' }]);
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const runs = [1, 2, 3, 4].map((number) =>
    lanes.run(async ({ name }) => {
      begun.push(`${number} in ${name}`);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (number === 1) throw new Error('one');
      return number;
    }),
  );
  const settled = Promise.allSettled(runs);
  expect(begun).toEqual(['1 in a', '2 in b']);
  ends[0]?.();
  await expect(runs[0]).rejects.toThrow('one');
  await Promise.resolve();
  expect(begun).toEqual(['1 in a', '2 in b', '3 in a']);
  ends[1]?.();
  await runs[1];
  await Promise.resolve();
  expect(begun.at(-1)).toBe('4 in b');
  for (const end of ends) end();
  await settled;
  expect(await Promise.all(runs.slice(1))).toEqual([2, 3, 4]);
});
