import { describe, expect, it } from 'vitest';
import { reconnectDelayMs } from './reconnect-delay';

describe('reconnectDelayMs', () => {
  it.each([
    [0, 0, 125],
    [0, 1, 250],
    [1, 1, 500],
    [3, 0, 1000],
    [6, 1, 10_000],
    [5000, 1, 10_000],
  ])('attempt %i with chance %d waits %i ms', (attempt, random, delayMs) => {
    expect(reconnectDelayMs(attempt, random)).toBe(delayMs);
  });
});
