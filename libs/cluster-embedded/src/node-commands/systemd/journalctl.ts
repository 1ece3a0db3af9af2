import type { ParsedFlags } from '../flags.js';
import type { CommandedNode, CommandIo, NodeCommand } from '../node-command.js';
import type { JournalEntry } from './journal.js';
import { journalLine } from './journal-line.js';
import { unitName } from './node-units.js';
import { readFlags } from './read-flags.js';

const flags = [
  { names: ['--unit', '-u'], takesValue: true },
  { names: ['--lines', '-n'], takesValue: true },
  { names: ['--since', '-S'], takesValue: true },
  { names: ['--output', '-o'], takesValue: true },
  { names: ['--grep', '-g'], takesValue: true },
  { names: ['--follow', '-f'] },
  { names: ['--reverse', '-r'] },
  { names: ['--pager-end', '-e'] },
  { names: ['--catalog', '-x'] },
  { names: ['--boot', '-b'] },
  { names: ['--quiet', '-q'] },
  { names: ['--no-pager'] },
  { names: ['--no-hostname'] },
];

/** What is shown before what is followed. */
const linesFollowed = 10;
/** Lines that wait for whoever follows and does not read; what comes beyond is left out. */
const waitingMax = 1_000;

/** The journal of the kubelet and of containerd, without a pager. */
export const journalctl: NodeCommand = async (args, io, node) => {
  const parsed = await readFlags('journalctl', args, flags, io);
  if (parsed === undefined) return 1;
  const { values, operands } = parsed;
  const [operand] = operands;
  if (operand !== undefined) {
    await io.error(`Failed to add match '${operand}': Invalid argument\n`);
    return 1;
  }
  const since = readSince(values.get('--since'), node.clock.now());
  if (since === 'invalid') {
    await io.error(`Failed to parse timestamp: ${values.get('--since')}\n`);
    return 1;
  }
  const lines = values.get('--lines');
  if (lines !== undefined && !/^(\d+|all)$/.test(lines)) {
    await io.error(`Failed to parse lines: ${lines}\n`);
    return 1;
  }
  await show(values, since, io, node);
  return 0;
};

async function show(
  values: ParsedFlags['values'],
  since: Date | undefined,
  io: CommandIo,
  node: CommandedNode,
): Promise<void> {
  const { journal } = node.units;
  const unit = values.get('--unit');
  const pattern = values.get('--grep')?.toLowerCase();
  const isWanted = (entry: JournalEntry) =>
    (unit === undefined || entry.unit === unitName(unit)) &&
    (pattern === undefined || entry.message.toLowerCase().includes(pattern)) &&
    (since === undefined || entry.at >= since);
  const isCat = values.get('--output') === 'cat';
  const text = (entry: JournalEntry) =>
    isCat ? `${entry.message}\n` : journalLine(entry, node.name);
  const follows = values.has('--follow');
  const waiting: JournalEntry[] = [];
  let wake: () => void = () => undefined;
  io.signal.addEventListener('abort', () => wake());
  const stop = journal.follow((entry) => {
    if (isWanted(entry) && waiting.length < waitingMax) waiting.push(entry);
    wake();
  });
  try {
    const found = limited(journal.entries.filter(isWanted), values.get('--lines'), follows);
    if (found.length === 0 && !follows && !values.has('--quiet'))
      await io.out('-- No entries --\n');
    if (values.has('--reverse')) found.reverse();
    for (const entry of found) await io.out(text(entry));
    while (follows && !io.signal.aborted) {
      for (const entry of waiting.splice(0)) await io.out(text(entry));
      if (waiting.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (io.signal.aborted) resolve();
      });
    }
  } finally {
    stop();
  }
}

function limited(
  entries: readonly JournalEntry[],
  lines: string | undefined,
  follows: boolean,
): JournalEntry[] {
  if (lines === 'all' || (lines === undefined && !follows)) return [...entries];
  const count = lines === undefined ? linesFollowed : Number(lines);
  return count === 0 ? [] : entries.slice(-count);
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3_600, d: 86_400 };

/** `-5m`, `5 minutes ago`, `today`, `2026-11-23 22:00:00`: what is typed most (systemd.time(7)). */
export function readSince(text: string | undefined, now: Date): Date | 'invalid' | undefined {
  if (text === undefined) return undefined;
  const back = /^(?:-\s*(\d+)\s*([a-z]+)|(\d+)\s*([a-z]+)\s+ago)$/.exec(text.trim());
  if (back !== null) {
    const [, before, beforeUnit, ago, agoUnit] = back;
    const unit = beforeUnit ?? agoUnit ?? '';
    const factor = units[unit] ?? units[unit === 'min' ? unit : (unit[0] ?? '')];
    if (factor === undefined) return 'invalid';
    return new Date(now.getTime() - Number(before ?? ago) * factor * 1_000);
  }
  if (text === 'now') return now;
  const midnight = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  if (text === 'today') return midnight;
  if (text === 'yesterday') return new Date(midnight.getTime() - 86_400_000);
  const date = new Date(
    `${text.trim().replace(' ', 'T')}${text.includes(':') ? 'Z' : 'T00:00:00Z'}`,
  );
  return Number.isNaN(date.getTime()) ? 'invalid' : date;
}
