import { describe, expect, it, vi } from 'vitest';
import { WorkQueue } from './work-queue.js';

describe('WorkQueue', () => {
  it('leaves the process to others while keys come without end', async () => {
    let turns = 0;
    const queue: WorkQueue = new WorkQueue(async (key) => {
      turns += 1;
      queue.add(key);
    }, vi.fn());
    queue.add('a');
    await vi.waitFor(() => expect(turns).toBeGreaterThan(2));
    queue.close();
  });

  it('does nothing more once it is closed', async () => {
    const worked: string[] = [];
    const queue: WorkQueue = new WorkQueue(async (key) => {
      worked.push(key);
      queue.close();
    }, vi.fn());
    queue.add('a');
    queue.add('b');
    await vi.waitFor(() => expect(worked).toHaveLength(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(worked).toEqual(['a']);
  });

  it('takes a key again that failed', async () => {
    const onError = vi.fn();
    let failing = true;
    const done = vi.fn();
    const queue = new WorkQueue(async () => {
      if (failing) {
        failing = false;
        throw new Error('once');
      }
      done();
    }, onError);
    queue.add('a');
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(onError).toHaveBeenCalledOnce();
  });
});
