import type { ContainerLog, CriContainer } from '@drillyard/kubelet-simulator';
import { parseFlags } from '../flags.js';
import type { CommandIo } from '../node-command.js';
import { pause } from '../pause.js';
import { CriError, findContainer } from './cri-runtime.js';
import type { CrictlCommand } from './crictl-command.js';

const flags = [
  { names: ['--follow', '-f'] },
  { names: ['--timestamps', '-t'] },
  { names: ['--previous', '-p'] },
  { names: ['--tail'], takesValue: true },
  { names: ['--limit-bytes'], takesValue: true },
  { names: ['--since'], takesValue: true },
  { names: ['--reopen', '-r'] },
];

/** Between two looks at a log that is followed: soon enough for eyes. */
const lookMs = 300;

interface LogLine {
  readonly at: Date;
  readonly stream: 'stdout' | 'stderr';
  /** With its end. */
  readonly text: string;
}

/** `crictl logs CONTAINER`: what it printed to each stream goes to the same one. */
export const logs: CrictlCommand = async (args, io, { runtime, clock }) => {
  const { values, operands } = parseFlags(args, flags);
  const [id] = operands;
  if (id === undefined) throw new CriError('ID cannot be empty');
  let container = findContainer(runtime, id);
  if (values.has('--previous')) container = before(container, runtime.containers);
  const tail = Number(values.get('--tail') ?? -1);
  const since = sinceOf(values.get('--since'), clock.now());
  const lines = linesOf(container, since);
  if (lines === undefined) throw new CriError(noLog(container.logPath));
  const shown = tail >= 0 ? lines.slice(Math.max(0, lines.length - tail)) : lines;
  const withTimes = values.has('--timestamps');
  for (const line of shown) await print(io, line, withTimes);
  if (values.has('--follow')) await follow(container, lines.length, withTimes, io);
};

async function follow(
  container: CriContainer,
  seen: number,
  withTimes: boolean,
  io: CommandIo,
): Promise<void> {
  let position = seen;
  let mark = '';
  while (!io.signal.aborted) {
    const now = container.logMark();
    if (now !== mark) {
      mark = now;
      const lines = linesOf(container, undefined) ?? [];
      for (const line of lines.slice(position)) await print(io, line, withTimes);
      position = lines.length;
    }
    if (container.end !== undefined) return;
    await pause(lookMs, io.signal);
  }
}

async function print(io: CommandIo, line: LogLine, withTimes: boolean): Promise<void> {
  const text = withTimes
    ? `${line.at.toISOString().replace('Z', '000000Z')} ${line.text}`
    : line.text;
  await (line.stream === 'stdout' ? io.out(text) : io.error(text));
}

function linesOf(container: CriContainer, since: Date | undefined): LogLine[] | undefined {
  const log = container.log();
  if (log === undefined) return undefined;
  const lines = [...split(log)];
  return since === undefined ? lines : lines.filter(({ at }) => at >= since);
}

function* split(log: ContainerLog): Iterable<LogLine> {
  for (const { at, stream, bytes } of log.from(0)) {
    const text = Buffer.from(bytes).toString('utf8');
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) yield { at, stream, text: line };
  }
}

function before(container: CriContainer, all: readonly CriContainer[]): CriContainer {
  const { pod, spec, attempt } = container;
  const earlier = all.find((other) => {
    return (
      other.pod.id === pod.id && other.spec.name === spec.name && other.attempt === attempt - 1
    );
  });
  if (earlier !== undefined) return earlier;
  throw new CriError(noLog(container.logPath.replace(/\d+\.log$/, `${attempt - 1}.log`)));
}

function noLog(path: string): string {
  return `failed to try resolving symlinks in path ${JSON.stringify(path)}: lstat ${path}: no such file or directory`;
}

/** `10m`, `1h30m`, or a time. */
function sinceOf(text: string | undefined, now: Date): Date | undefined {
  if (text === undefined || text === '') return undefined;
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (parts !== null) {
    const [, hours = 0, minutes = 0, seconds = 0] = parts;
    const back = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
    return new Date(now.getTime() - back * 1_000);
  }
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new CriError(`failed to parse timestamp: ${JSON.stringify(text)}`);
}
