/**
 * Does something so many times: once, then twice as often with each batch that went well, so that
 * what is bound to fail fails once (pkg/controller `slowStartBatch`). The first refusal ends it.
 */
export async function slowStartBatch(
  count: number,
  act: (index: number) => Promise<void>,
): Promise<{ readonly succeeded: number; readonly error?: unknown }> {
  let succeeded = 0;
  let next = 0;
  for (let size = Math.min(count, 1); size > 0; size = Math.min(2 * size, count - next)) {
    const batch = Array.from({ length: size }, (_, offset) => act(next + offset));
    next += size;
    const results = await Promise.allSettled(batch);
    const failed = results.find(({ status }) => status === 'rejected');
    succeeded += results.filter(({ status }) => status === 'fulfilled').length;
    if (failed?.status === 'rejected') return { succeeded, error: failed.reason };
  }
  return { succeeded };
}
