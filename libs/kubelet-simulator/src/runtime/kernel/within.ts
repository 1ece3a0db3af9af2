import { Errno } from './errno.js';
import type { Process } from './process.js';

/**
 * Waits for so long, by the clock of the cluster; for ever where it is left out.
 *
 * @throws Errno ETIMEDOUT
 */
export async function within<T>(
  process: Process,
  timeoutMs: number | undefined,
  what: Promise<T>,
): Promise<T> {
  if (timeoutMs === undefined) return process.wait(what);
  let cancel: () => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    cancel = process.kernel.clock.after(Math.max(timeoutMs, 0), () => {
      reject(new Errno('ETIMEDOUT'));
    });
  });
  try {
    return await process.wait(Promise.race([what, over]));
  } finally {
    cancel();
  }
}
