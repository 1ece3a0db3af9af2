import { describe, expect, it } from 'vitest';
import { Admission, type Place } from './admission.js';

const admission = (clustersMax = 2, memoryBytes = 100) =>
  new Admission({ clustersMax, memoryBytes });

/** Enters in the background and tells what came of it. */
function entering(to: Admission, memoryBytes: number, signal?: AbortSignal) {
  const ahead: number[] = [];
  const seen: { place?: Place; error?: unknown } = {};
  const done = to.enter(memoryBytes, { signal, onAhead: (count) => ahead.push(count) }).then(
    (place) => {
      seen.place = place;
    },
    (error: unknown) => {
      seen.error = error;
    },
  );
  return { ahead, seen, done };
}

describe('Admission', () => {
  it('lets in as many as the host can carry, by count and by memory', async () => {
    const byCount = admission(2, 100);
    expect(byCount.tryEnter(1)).toBeDefined();
    expect(byCount.tryEnter(1)).toBeDefined();
    expect(byCount.tryEnter(1)).toBeUndefined();
    const byMemory = admission(9, 100);
    expect(byMemory.tryEnter(60)).toBeDefined();
    expect(byMemory.tryEnter(41)).toBeUndefined();
    expect(byMemory.tryEnter(40)).toBeDefined();
  });

  it('shows those who wait their place, and admits them in order', async () => {
    const gate = admission(1);
    const first = await gate.enter(10);
    const second = entering(gate, 10);
    const third = entering(gate, 10);
    expect([second.ahead, third.ahead]).toEqual([[0], [1]]);
    first.leave();
    await second.done;
    expect(third.ahead).toEqual([1, 0]);
    expect(third.seen.place).toBeUndefined();
    second.seen.place?.leave();
    await third.done;
    expect(third.seen.place).toBeDefined();
  });

  it('lets no small cluster overtake a large one', async () => {
    const gate = admission(9, 100);
    const running = await gate.enter(60);
    const large = entering(gate, 80);
    const small = entering(gate, 10);
    expect(gate.tryEnter(10)).toBeUndefined();
    running.leave();
    await Promise.all([large.done, small.done]);
    expect(large.seen.place && small.seen.place).toBeDefined();
  });

  it('lets who waits go, and those behind move up', async () => {
    const gate = admission(1);
    const place = await gate.enter(10);
    const controller = new AbortController();
    const leaving = entering(gate, 10, controller.signal);
    const staying = entering(gate, 10);
    controller.abort(new Error('the learner closed the lab'));
    await leaving.done;
    expect(String(leaving.seen.error)).toContain('closed the lab');
    expect(staying.ahead).toEqual([1, 0]);
    place.leave();
    await staying.done;
    expect(staying.seen.place).toBeDefined();
  });

  it('tells who waits of changes only', async () => {
    const gate = admission(9, 100);
    const large = await gate.enter(90);
    const small = await gate.enter(10);
    const waiting = entering(gate, 80);
    small.leave();
    expect(waiting.ahead).toEqual([0]);
    large.leave();
    await waiting.done;
  });

  it('gives a place back once, however often it is left', async () => {
    const gate = admission(1);
    const place = await gate.enter(10);
    place.leave();
    place.leave();
    expect(gate.tryEnter(10)).toBeDefined();
    expect(gate.tryEnter(10)).toBeUndefined();
  });

  it('says at once what can never be, and when too many wait', async () => {
    const gate = admission(1, 100);
    await expect(gate.enter(101)).rejects.toMatchObject({ code: 'CLUSTER_TOO_LARGE' });
    await gate.enter(1);
    for (let count = 0; count < 200; count++) entering(gate, 1);
    await expect(gate.enter(1)).rejects.toMatchObject({ code: 'SERVER_FULL' });
  });

  it('tells of room only when nobody waits for it', async () => {
    const gate = admission(1);
    let told = 0;
    gate.onRoom(() => told++);
    const place = await gate.enter(10);
    const waiting = entering(gate, 10);
    place.leave();
    await waiting.done;
    expect(told).toBe(1);
    waiting.seen.place?.leave();
    expect(told).toBe(2);
  });
});
