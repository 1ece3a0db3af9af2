/**
 * A suite's text: Markdown in which `console` blocks hold commands with what they printed, and
 * blocks with a file name (```` ```yaml role.yaml ````) hold the files those commands use.
 *
 *     $ kubectl create role viewer --verb=get \
 *     >   --resource=pods
 *     role.rbac.authorization.k8s.io/viewer created
 *     ! a line of stderr
 *     [exit 1]
 */

/** One command and the lines it is expected to print, as {@link renderOutput} writes them. */
export interface Step {
  readonly command: string;
  readonly expected: readonly string[];
}

export interface FixtureFile {
  readonly name: string;
  readonly text: string;
}

export type TranscriptPart =
  | { readonly kind: 'prose'; readonly lines: readonly string[] }
  | { readonly kind: 'file'; readonly file: FixtureFile; readonly lines: readonly string[] }
  | { readonly kind: 'console'; readonly steps: readonly Step[] };

const fence = '```';
const fileFence = /^```[a-z]* ([\w.-]+)$/;

/** @throws Error naming the line of a block that is not closed or output that has no command. */
export function parseTranscript(text: string): TranscriptPart[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const parts: TranscriptPart[] = [];
  let prose: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const name = fileFence.exec(line)?.[1];
    if (!line.startsWith(fence)) {
      prose.push(line);
      continue;
    }
    const end = lines.indexOf(fence, at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: this block is not closed by a line ${fence}`);
    const body = lines.slice(at + 1, end);
    const block = lines.slice(at, end + 1);
    at = end;
    if (line !== `${fence}console` && name === undefined) {
      prose.push(...block);
      continue;
    }
    if (prose.length > 0) parts.push({ kind: 'prose', lines: prose });
    prose = [];
    parts.push(
      name === undefined
        ? { kind: 'console', steps: parseSteps(body, end - body.length) }
        : { kind: 'file', file: { name, text: `${body.join('\n')}\n` }, lines: block },
    );
  }
  if (prose.length > 0) parts.push({ kind: 'prose', lines: prose });
  return parts;
}

function parseSteps(lines: readonly string[], offset: number): Step[] {
  const steps: { command: string; expected: string[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), expected: [] });
    else if (step === undefined) {
      throw new Error(`line ${offset + index + 1}: output without a command ("$ ...") before it`);
    } else if (line.startsWith('> ') && step.expected.length === 0) {
      step.command += `\n${line.slice(2)}`;
    } else step.expected.push(line);
  }
  return steps;
}

/** The inverse of {@link parseTranscript}. */
export function renderTranscript(parts: readonly TranscriptPart[]): string {
  const lines = parts.flatMap((part) =>
    part.kind === 'console'
      ? [`${fence}console`, ...part.steps.flatMap(renderStep), fence]
      : part.lines,
  );
  return `${lines.join('\n')}\n`;
}

function renderStep({ command, expected }: Step): string[] {
  return [
    ...command.split('\n').map((line, row) => `${row === 0 ? '$' : '>'} ${line}`),
    ...expected,
  ];
}

export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Lines that could be taken for the transcript's own marks. */
const ambiguous = /^([$>!] |[$>!]$|\[exit |```|\\)/;

/** What a command printed, as a transcript shows it: stdout, stderr after `! `, the exit code. */
export function renderOutput({ stdout, stderr, exitCode }: CommandOutput): string[] {
  return [
    ...toLines(stdout).map((line) => (ambiguous.test(line) ? `\\${line}` : line)),
    ...toLines(stderr).map((line) => `! ${line}`.trimEnd()),
    ...(exitCode === 0 ? [] : [`[exit ${exitCode}]`]),
  ];
}

function toLines(text: string): string[] {
  const trimmed = text.replace(/\n$/, '');
  return trimmed === '' ? [] : trimmed.split('\n').map((line) => line.trimEnd());
}
