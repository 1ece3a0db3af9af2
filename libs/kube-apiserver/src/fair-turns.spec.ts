import { expect, test } from 'vitest';
import { FairTurns } from './fair-turns.js';

/** More than a turn, without waiting for it. */
function work(): void {
  const until = performance.now() + 12;
  while (performance.now() < until);
}

test('of several long works one goes on at a time, by turns, and others come in between', async () => {
  const deeds: string[] = [];
  const long = async (name: string) => {
    const turns = new FairTurns();
    for (let step = 0; step < 3; step++) {
      work();
      deeds.push(name);
      await turns.pause();
    }
  };
  let working = true;
  const other = () => {
    deeds.push('-');
    if (working) setImmediate(other);
  };
  setImmediate(other);
  await Promise.all([long('a'), long('b')]);
  working = false;
  const said = deeds.join('');
  expect(said.replaceAll('-', '')).toBe('ababab');
  expect(said.slice(2)).not.toMatch(/[ab]{2}/);
});

test('short work does not wait', async () => {
  const turns = new FairTurns();
  let other = false;
  setImmediate(() => {
    other = true;
  });
  await turns.pause();
  expect(other).toBe(false);
});
