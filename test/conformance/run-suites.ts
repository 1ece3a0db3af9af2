import { runSuite, type SuiteResult } from './run-suite.js';
import { type Suite, suiteSteps } from './suite.js';
import type { Target } from './workplace.js';

export interface RunSuitesOptions {
  /** How many suites run at the same time; each has a namespace of its own. */
  readonly jobs: number;
  /** Called as soon as a suite is through. */
  readonly onResult?: (result: SuiteResult) => void;
  /** Once aborted, no further suite starts; those that run come to their end and clean up. */
  readonly signal?: AbortSignal;
}

/** Runs suites against a cluster. One that cannot run is a result too: all of it failed. */
export async function runSuites(
  suites: readonly Suite[],
  target: Target,
  { jobs, onResult, signal }: RunSuitesOptions,
): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  const queue = [...suites];
  const work = async () => {
    for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
      if (signal?.aborted) return;
      const result = await runSuiteOrBreak(suite, target);
      results.push(result);
      onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

async function runSuiteOrBreak(suite: Suite, target: Target): Promise<SuiteResult> {
  try {
    return await runSuite(suite, target);
  } catch (error) {
    return {
      suite,
      steps: suiteSteps(suite).map((step) => ({ ...step, actual: [], passed: false })),
      recorded: suite.parts,
      broken: error instanceof Error ? error.message : String(error),
    };
  }
}
