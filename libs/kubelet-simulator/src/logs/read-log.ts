import type { LogOptions } from '@drillyard/cluster';
import type { ContainerLog, LogEntry } from './container-log.js';

/** One line, or the beginning of one that has not ended yet. */
interface LogLine {
  readonly at: Date;
  readonly bytes: Uint8Array;
}

const newline = 10;

/** The lines of a log that are asked for, and those to come where it is followed (CRI `ReadLogs`). */
export async function* readLog(
  log: ContainerLog,
  options: Omit<LogOptions, 'previous'>,
): AsyncIterable<Uint8Array> {
  const { follow, tailLines, limitBytes = Number.POSITIVE_INFINITY, signal } = options;
  let position = log.end;
  const before = linesOf(log.from(0), options);
  let leftBytes = limitBytes;
  const cut = (bytes: Uint8Array) => {
    const part = bytes.subarray(0, leftBytes);
    leftBytes -= part.length;
    return part;
  };
  for (const line of tail(before, tailLines)) {
    if (leftBytes <= 0 || signal.aborted) return;
    yield cut(line.bytes);
  }
  while (follow && leftBytes > 0 && !signal.aborted) {
    const entries = log.from(position);
    position = log.end;
    for (const line of linesOf(entries, options)) {
      if (leftBytes > 0) yield cut(line.bytes);
    }
    if (position !== log.end) continue;
    if (log.isClosed) return;
    await nextChange(log, signal);
  }
}

function tail(lines: readonly LogLine[], count: number | undefined): readonly LogLine[] {
  if (count === undefined) return lines;
  return count === 0 ? [] : lines.slice(-count);
}

/** What one stream writes without a line's end goes on with what it writes next. */
function linesOf(
  entries: readonly LogEntry[],
  { since, timestamps, stream = 'All' }: Pick<LogOptions, 'since' | 'timestamps' | 'stream'>,
): LogLine[] {
  const lines: LogLine[] = [];
  const open = new Map<string, LogLine>();
  for (const entry of entries) {
    if (stream !== 'All' && stream.toLowerCase() !== entry.stream) continue;
    for (const part of parts(entry.bytes)) {
      const begun = open.get(entry.stream);
      const at = begun?.at ?? entry.at;
      const bytes = begun === undefined ? part : Buffer.concat([begun.bytes, part]);
      open.delete(entry.stream);
      if (part.at(-1) === newline) lines.push({ at, bytes });
      else open.set(entry.stream, { at, bytes });
    }
  }
  lines.push(...open.values());
  const wanted = since === undefined ? lines : lines.filter(({ at }) => at >= since);
  return timestamps ? wanted.map(stamped) : wanted;
}

function* parts(bytes: Uint8Array): Iterable<Uint8Array> {
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(newline, from);
    const to = end < 0 ? bytes.length : end + 1;
    yield bytes.subarray(from, to);
    from = to;
  }
}

/** As containerd writes times: in nanoseconds, of which a clock tells the milliseconds. */
function stamped({ at, bytes }: LogLine): LogLine {
  const time = at.toISOString().replace('Z', '000000Z');
  return { at, bytes: Buffer.concat([Buffer.from(`${time} `), bytes]) };
}

function nextChange(log: ContainerLog, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const unsubscribe = log.subscribe(done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
