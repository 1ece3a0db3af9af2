import { cleanCluster, prepareCluster } from './cluster-objects.js';
import { type NormaliseContext, normaliseOutput } from './normalise.js';
import { runCommand } from './run-command.js';
import type { Suite } from './suite.js';
import { renderOutput, type Step, type TranscriptPart } from './transcript.js';
import { layOutWorkplace, type Target, type Workplace } from './workplace.js';

export interface StepResult extends Step {
  readonly actual: readonly string[];
  readonly passed: boolean;
}

export interface SuiteResult {
  readonly suite: Suite;
  readonly steps: readonly StepResult[];
  /** The suite with what the commands printed now. */
  readonly recorded: readonly TranscriptPart[];
  /** Why the suite could not run. */
  readonly broken?: string;
}

/**
 * Runs a suite's commands in order, all of them even when some print something unexpected.
 *
 * @throws Error when the suite's folder or namespace cannot be made.
 */
export async function runSuite(suite: Suite, target: Target): Promise<SuiteResult> {
  const place = await layOutWorkplace(suite, target);
  try {
    await prepareCluster(suite, place);
    try {
      return await runParts(suite, place);
    } finally {
      await cleanCluster(suite, place);
    }
  } finally {
    await place.remove();
  }
}

async function runParts(suite: Suite, place: Workplace): Promise<SuiteResult> {
  const context: NormaliseContext = { ...place, source: ownText(suite) };
  const results: StepResult[] = [];
  const recorded: TranscriptPart[] = [];
  for (const part of suite.parts) {
    if (part.kind !== 'console') {
      recorded.push(part);
      continue;
    }
    const steps: Step[] = [];
    for (const step of part.steps) {
      const output = normaliseOutput(await runCommand(step.command, place), context);
      const actual = renderOutput(output);
      const passed = actual.join('\n') === step.expected.join('\n');
      results.push({ ...step, actual, passed });
      steps.push({ command: step.command, expected: actual });
    }
    recorded.push({ kind: 'console', steps });
  }
  return { suite, steps: results, recorded };
}

/** Commands and files, not what was printed. */
function ownText(suite: Suite): string {
  return suite.parts
    .flatMap((part) => {
      if (part.kind === 'console') return part.steps.map(({ command }) => command);
      return part.kind === 'file' ? [part.file.text] : [];
    })
    .join('\n');
}
