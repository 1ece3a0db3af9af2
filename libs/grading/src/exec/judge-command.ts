import type { CommandResult } from '@drillyard/cluster';
import { asList, type ExecSpec, type SaidExpectation } from '@drillyard/lab-spec';
import { type CheckOutcome, type Failed, failed, passed } from '../check-outcome.js';
import { CelExpression } from '../expressions/cel-expression.js';
import { Pattern } from '../expressions/pattern.js';
import { show } from '../resource/partial-match.js';
import type { ContainerPlace } from './running-container.js';

/** Of what a command says, in an outcome. */
const shownLengthMax = 300;

/** What was run, where, and what came of it. */
interface Run {
  readonly spec: ExecSpec;
  readonly result: CommandResult;
  readonly place: ContainerPlace;
}

/** The verdict about a command that was run, or that could not be. */
export function judgeCommand(
  spec: ExecSpec,
  result: CommandResult,
  place: ContainerPlace,
): CheckOutcome {
  const run = { spec, result, place };
  const { end } = result;
  if ('refused' in end) {
    return verdict(run, 'could not be run', 'a command that can be run', end.refused);
  }
  if ('exceeded' in end) {
    const [expected, actual] = {
      time: [`an end within ${spec.timeoutSeconds} s`, 'it was still running'],
      output: ['a short answer', 'it said more than anybody listens to'],
    }[end.exceeded] as [string, string];
    return verdict(run, 'did not come to an end', expected, actual);
  }
  return (
    judgeExitCode(run, end.exitCode) ??
    judgeSaid(run, 'stdout', spec.stdout) ??
    judgeSaid(run, 'stderr', spec.stderr) ??
    judgeExpressions(run, end.exitCode) ??
    passed
  );
}

function judgeExitCode(run: Run, exitCode: number): Failed | undefined {
  const { exitCode: wanted } = run.spec;
  if (wanted === 'nonzero' ? exitCode !== 0 : exitCode === wanted) return undefined;
  const expected = wanted === 'nonzero' ? 'an exit code other than 0' : `exit code ${wanted}`;
  const what = exitCode === 0 ? 'succeeds, and should not' : 'ends otherwise than it should';
  return verdict(run, what, expected, said(run.result));
}

function judgeSaid(
  run: Run,
  stream: 'stdout' | 'stderr',
  wanted: SaidExpectation = {},
): Failed | undefined {
  const text = run.result[stream];
  const differs = (expected: string) => {
    const actual = text.trim() === '' ? `nothing on ${stream}` : excerpt(text);
    return verdict(run, 'says something else', `${expected} on ${stream}`, actual);
  };
  const { equals } = wanted;
  if (equals !== undefined && text.trim() !== equals.trim()) return differs(show(equals.trim()));
  for (const part of asList(wanted.contains)) {
    if (!text.includes(part)) return differs(`the text ${show(part)}`);
  }
  for (const source of asList(wanted.matches)) {
    if (!new Pattern(source).isFoundIn(text)) return differs(`text that matches ${source}`);
  }
  for (const part of asList(wanted.lacks)) {
    if (text.includes(part)) return differs(`not the text ${show(part)}`);
  }
  return undefined;
}

function judgeExpressions({ ...run }: Run, exitCode: number): Failed | undefined {
  const { stdout, stderr } = run.result;
  for (const source of asList(run.spec.where)) {
    const judged = new CelExpression(source).evaluate({ exitCode, stdout, stderr });
    if ('holds' in judged && judged.holds) continue;
    const actual = 'error' in judged ? judged.error : said(run.result);
    return verdict(run, 'is not answered as it should be', source, actual);
  }
  return undefined;
}

function verdict({ spec, result, place }: Run, what: string, expected: string, actual: string) {
  const command = shellWords(spec.command);
  return failed(`\`${command}\` in the container ${place.container} ${what}.`, {
    expected,
    actual,
    evidence: [
      {
        object: place.object,
        fieldPath: place.fieldPath,
        message: `${command} → ${said(result)}`,
      },
    ],
  });
}

/** `exit code 1, stderr: touch: /x: Read-only file system` */
function said({ end, stdout, stderr }: CommandResult): string {
  const how =
    'exitCode' in end
      ? `exit code ${end.exitCode}`
      : 'exceeded' in end
        ? `stopped: too much ${end.exceeded}`
        : end.refused;
  const streams = Object.entries({ stdout, stderr }).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [`${name}: ${excerpt(text)}`],
  );
  return [how, ...streams].join(', ');
}

/** The end of what was said, where errors are; what would move a terminal's cursor is left out. */
function excerpt(text: string): string {
  const plain = text
    .trim()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
  return plain.length > shownLengthMax ? `…${plain.slice(-shownLengthMax)}` : plain;
}

/** As one would type it. */
function shellWords(words: readonly string[]): string {
  const typed = words.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`,
  );
  const line = typed.join(' ');
  return line.length > shownLengthMax ? `${line.slice(0, shownLengthMax)}…` : line;
}
