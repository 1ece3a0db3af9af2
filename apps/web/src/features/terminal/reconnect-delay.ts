/** Fast enough that a blink of the network is not noticed. */
const firstDelayMs = 250;
/** Rare enough not to hammer a server that is down, soon enough that its return is noticed. */
const delayMaxMs = 10_000;

/**
 * How long to wait before attempt number `attempt` (from 0): doubles each time, and is spread
 * over half of it so that a room full of learners does not come back in one instant.
 *
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const delayMs = Math.min(delayMaxMs, firstDelayMs * 2 ** Math.min(attempt, 16));
  return delayMs / 2 + (delayMs / 2) * random;
}
