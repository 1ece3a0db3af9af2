/** Steps a container may take before others get their turn: about a millisecond. */
const sliceSteps = 200;
/** Steps a container may take at once after having been quiet: an interactive command never waits. */
const burstSteps = 40_000;
/** Steps a millisecond of rest earns: about a tenth of a processor in the long run. */
const stepsEarnedPerMs = 20;
/** How long a container without steps left rests, times the containers that rest as well. */
const restMs = 20;

/** Containers of this process that have used up their share; all together get no more than a few. */
let resting = 0;

/**
 * The share of the processor that one container has. Its processes say what they do in steps (one is
 * a command, or a kilobyte); who takes many yields to the event loop, who takes too many rests.
 */
export class ProcessorShare {
  private left = burstSteps;
  private slice = sliceSteps;
  private earnedAtMs = performance.now();
  private rest: Promise<void> | undefined;

  /** Resolves at once most of the time. Await it in every loop a program can make long. */
  take(steps = 1): Promise<void> | undefined {
    this.left -= steps;
    this.slice -= steps;
    if (this.slice > 0) return undefined;
    return this.yield();
  }

  private async yield(): Promise<void> {
    this.slice = sliceSteps;
    this.earn();
    if (this.left > 0) return new Promise((resolve) => setImmediate(resolve));
    this.rest ??= this.sleep();
    await this.rest;
  }

  private earn(): void {
    const nowMs = performance.now();
    const earned = (nowMs - this.earnedAtMs) * stepsEarnedPerMs;
    this.earnedAtMs = nowMs;
    this.left = Math.min(this.left + earned, burstSteps);
  }

  private async sleep(): Promise<void> {
    resting += 1;
    try {
      while (this.left <= 0) {
        await new Promise((resolve) => setTimeout(resolve, restMs * resting));
        this.earn();
      }
    } finally {
      resting -= 1;
      this.rest = undefined;
    }
  }
}
