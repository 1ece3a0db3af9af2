import type { Clock } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';

/** Between attempts: an engine that is busy has time to finish, a learner does not wait for long. */
const delaysMs = [500, 2_000, 8_000] as const;

/** Does something again while it fails in a way that may pass; the last error is thrown. */
export async function retry<T>(clock: Clock, attempt: () => Promise<T>): Promise<T> {
  for (const delayMs of delaysMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof OperationalError && error.retryable)) throw error;
      await new Promise<void>((resolve) => clock.after(delayMs, resolve));
    }
  }
  return attempt();
}
