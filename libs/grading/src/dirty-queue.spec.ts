import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DirtyQueue } from './dirty-queue.js';

describe('DirtyQueue', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => vi.useRealTimers());

  function queue(run: (key: string) => Promise<void> = async () => {}) {
    const runs: string[] = [];
    const dirty = new DirtyQueue({
      debounceMs: 20,
      minIntervalMs: 150,
      run: async (key) => {
        runs.push(key);
        await run(key);
      },
    });
    return { dirty, runs };
  }

  it('runs once for a burst, soon after its first change', async () => {
    const { dirty, runs } = queue();
    for (let i = 0; i < 100; i++) dirty.mark('a');
    await vi.advanceTimersByTimeAsync(19);
    expect(runs).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toEqual(['a']);
  });

  it('bounds how often one key runs, not how often others do', async () => {
    const { dirty, runs } = queue();
    for (let i = 0; i < 100; i++) {
      dirty.mark('a');
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(runs.length).toBeLessThanOrEqual(8);
    expect(runs.length).toBeGreaterThanOrEqual(6);
    dirty.mark('b');
    await vi.advanceTimersByTimeAsync(20);
    expect(runs.at(-1)).toBe('b');
  });

  it('runs again what became dirty while it ran, one run at a time', async () => {
    let finish = () => {};
    const { dirty, runs } = queue(() => new Promise((resolve) => (finish = resolve)));
    dirty.mark('a');
    await vi.advanceTimersByTimeAsync(20);
    dirty.mark('a');
    dirty.mark('a');
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toEqual(['a']);
    finish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toEqual(['a', 'a']);
    finish();
  });

  it('waits for the run in progress when it is stopped, and runs nothing more', async () => {
    let finish = () => {};
    const { dirty, runs } = queue(() => new Promise((resolve) => (finish = resolve)));
    dirty.mark('a');
    await vi.advanceTimersByTimeAsync(20);
    dirty.mark('a');
    dirty.mark('b');
    const stopped = dirty.stop();
    finish();
    await stopped;
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toEqual(['a']);
  });
});
