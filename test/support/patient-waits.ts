/**
 * vitest gives up a `vi.waitFor` after one second and has no setting for it. A busy machine takes
 * longer over what is nearly always there at once, and no test here asks for speed.
 */
import { vi } from 'vitest';

const limitMs = 30_000;
const { waitFor } = vi;

/** Runs once for each file, in a worker that runs many. */
if (waitFor.name !== 'waitPatiently') {
  vi.waitFor = function waitPatiently(condition, options = {}) {
    return waitFor(
      condition,
      typeof options === 'number' ? options : { timeout: limitMs, ...options },
    );
  };
}
