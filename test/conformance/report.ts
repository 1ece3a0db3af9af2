import { structuredPatch } from 'diff';
import type { StepResult, SuiteResult } from './run-suite.js';

/** Lines of agreement shown around a difference. */
const contextLines = 3;
/** More of one difference tells no more; the recording has it all. */
const diffLinesMax = 40;

/** A suite's line in the report, followed by every step that printed something else. */
export function describeSuite({ suite, steps, broken }: SuiteResult): string {
  if (broken !== undefined) return `BROKEN ${suite.name}: ${broken}`;
  const failed = steps.filter(({ passed }) => !passed);
  const mark = failed.length === 0 ? 'ok    ' : 'FAILED';
  const head = `${mark} ${suite.name}  ${steps.length - failed.length}/${steps.length}`;
  return [head, ...failed.map(describeStep)].join('\n');
}

/** The command and a unified diff: `-` is what was recorded, `+` what the server under test did. */
export function describeStep({ command, expected, actual }: StepResult): string {
  const { hunks } = structuredPatch('', '', text(expected), text(actual), '', '', {
    context: contextLines,
  });
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const left = lines.length - diffLinesMax;
  const body = lines.slice(0, diffLinesMax).map((line) => `  ${line}`);
  if (left > 0) body.push(`  (${left} more lines)`);
  return ['', `  $ ${command.replaceAll('\n', '\n  > ')}`, ...body].join('\n');
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Ends with `N passed, N failed`, counted in commands. */
export function describeTotals(results: readonly SuiteResult[]): string {
  const steps = results.flatMap((result) => result.steps);
  const passed = steps.filter((step) => step.passed).length;
  const rate = steps.length === 0 ? 0 : (100 * passed) / steps.length;
  const whole = results.filter((result) => result.steps.every((step) => step.passed)).length;
  return (
    `${whole} of ${results.length} suites, ${rate.toFixed(1)} % of the commands\n` +
    `${passed} passed, ${steps.length - passed} failed`
  );
}
