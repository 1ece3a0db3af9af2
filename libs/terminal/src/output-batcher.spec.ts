import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchBytesMax, batchDelayMs, OutputBatcher } from './output-batcher.js';

describe('OutputBatcher', () => {
  const batches: string[] = [];
  const add = (batcher: OutputBatcher, text: string) => batcher.add(Buffer.from(text));
  let batcher: OutputBatcher;

  beforeEach(() => {
    vi.useFakeTimers();
    batches.length = 0;
    batcher = new OutputBatcher((batch) => batches.push(Buffer.from(batch).toString()));
  });
  afterEach(() => vi.useRealTimers());

  it('joins what comes within a few milliseconds, in order', () => {
    add(batcher, 'one ');
    vi.advanceTimersByTime(batchDelayMs - 1);
    add(batcher, 'two');
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(batches).toEqual(['one two']);
  });

  it('passes on a large batch at once, and only once', () => {
    add(batcher, 'x'.repeat(batchBytesMax));
    expect(batches).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(batches).toHaveLength(1);
  });

  it('passes on what it has when asked, and never nothing', () => {
    batcher.flush();
    add(batcher, 'now');
    batcher.flush();
    vi.advanceTimersByTime(1000);
    expect(batches).toEqual(['now']);
  });
});
