/** How long a piece of work keeps the process before the others have a turn. */
const turnMs = 10;

const waiting: (() => void)[] = [];

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(giveTurn);
  });
}

/** One turn for each round of the event loop: what else has come meanwhile is looked at in between. */
function giveTurn(): void {
  waiting[0]?.();
  setImmediate(() => {
    waiting.shift();
    if (waiting.length > 0) giveTurn();
  });
}

/**
 * Long work in portions. All clusters of a process share one thread: work that may take long, a
 * list of everything or the deletion of it, pauses here every few milliseconds, and of all such
 * work only one goes on at a time.
 */
export class FairTurns {
  private until = performance.now() + turnMs;

  /** Waits for a turn where this work has had one; to be called between any two steps of it. */
  async pause(): Promise<void> {
    if (performance.now() < this.until) return;
    await nextTurn();
    this.until = performance.now() + turnMs;
  }
}
