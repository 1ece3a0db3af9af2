import type { Writable } from 'node:stream';

/** As a kubelet's copy loop: small enough for streams on one connection to take turns. */
const pieceBytesMax = 32 * 1024;

/**
 * Writes what comes until it ends, then ends the other side. The next piece is asked for when the
 * last one has left, so that who reads slowly slows the writer down. A reader who is gone ends the
 * copy quietly, and what comes is let go.
 */
export async function copyStream(
  from: AsyncIterable<Uint8Array>,
  to: Writable | undefined,
  gone: AbortSignal,
): Promise<void> {
  for await (const bytes of untilAborted(from, gone)) {
    if (to === undefined) continue;
    for (let start = 0; start < bytes.length; start += pieceBytesMax) {
      if (gone.aborted || !(await wrote(to, bytes.subarray(start, start + pieceBytesMax)))) return;
    }
  }
  to?.end();
}

/** Ends as soon as the signal aborts, though the source may be silent for ever. */
async function* untilAborted<T>(from: AsyncIterable<T>, signal: AbortSignal): AsyncIterable<T> {
  const iterator = from[Symbol.asyncIterator]();
  let next: IteratorResult<T> | undefined;
  try {
    for (;;) {
      next = await nextUnlessAborted(iterator, signal);
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a generator that waits for its own source would never answer.
    if (next?.done !== true) void letGo(iterator);
  }
}

async function letGo(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Nobody listens to the source any more.
  }
}

function nextUnlessAborted<T>(
  iterator: AsyncIterator<T>,
  signal: AbortSignal,
): Promise<IteratorResult<T> | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(undefined);
    const onAbort = () => resolve(undefined);
    signal.addEventListener('abort', onAbort, { once: true });
    const forget = () => signal.removeEventListener('abort', onAbort);
    iterator.next().then(resolve, reject).finally(forget);
  });
}

function wrote(to: Writable, bytes: Uint8Array): Promise<boolean> {
  if (to.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => to.write(bytes, (error) => resolve(error == null)));
}
