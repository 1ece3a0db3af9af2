import type { ParsedFlags } from '../flags.js';
import type { CommandedNode, CommandIo, NodeCommand } from '../node-command.js';
import { journalLine } from './journal-line.js';
import type { NodeUnit } from './node-unit.js';
import { findUnit, unitName } from './node-units.js';
import { readFlags } from './read-flags.js';
import { unitStatus } from './unit-status.js';

const flags = [
  { names: ['--no-pager'] },
  { names: ['--full', '-l'] },
  { names: ['--quiet', '-q'] },
  { names: ['--now'] },
  { names: ['--lines', '-n'], takesValue: true },
];

/** Lines of the journal below a status. */
const linesDefault = 10;

interface Invocation {
  readonly units: readonly string[];
  readonly flags: ParsedFlags['values'];
  readonly io: CommandIo;
  readonly node: CommandedNode;
}

/** Of verbs that do something, each done to one unit after the other. */
const actions: Readonly<Record<string, (unit: NodeUnit) => Promise<void>>> = {
  start: (unit) => unit.start(),
  stop: (unit) => unit.stop(),
  restart: (unit) => unit.restart(),
  'try-restart': (unit) => (unit.isActive ? unit.restart() : Promise.resolve()),
  'reload-or-restart': (unit) => unit.restart(),
};

const questions: Readonly<Record<string, (invocation: Invocation) => Promise<number>>> = {
  status,
  cat,
  'is-active': (invocation) =>
    each(invocation, (unit) => {
      if (unit === undefined) return ['inactive', 4];
      if (unit.isActive) return ['active', 0];
      return [unit.state.kind === 'auto-restart' ? 'activating' : 'inactive', 3];
    }),
  'is-failed': (invocation) =>
    each(invocation, (unit) => {
      if (unit === undefined) return ['inactive', 4];
      return [unit.state.kind === 'auto-restart' ? 'activating' : unit.state.kind, 1];
    }),
  'is-enabled': (invocation) =>
    each(invocation, (unit) => (unit === undefined ? ['not-found', 4] : ['enabled', 0])),
};

/** The part of systemctl that a control plane's node is looked after with. */
export const systemctl: NodeCommand = async (args, io, node) => {
  const parsed = await readFlags('systemctl', args, flags, io);
  if (parsed === undefined) return 1;
  const [verb = 'list-units', ...units] = parsed.operands;
  const invocation = { units, flags: parsed.values, io, node };
  if (verb === 'daemon-reload') return 0;
  const action = actions[verb];
  const question = questions[verb];
  if (action === undefined && question === undefined) {
    await io.error(`Unknown command verb '${verb}'.\n`);
    return 1;
  }
  if (units.length === 0) {
    await io.error('Too few arguments.\n');
    return 1;
  }
  return question === undefined ? act(invocation, verb, action) : question(invocation);
};

async function act(
  { units, io, node }: Invocation,
  verb: string,
  action: ((unit: NodeUnit) => Promise<void>) | undefined,
): Promise<number> {
  let exitCode = 0;
  for (const name of units) {
    const unit = findUnit(node.units, name);
    if (unit !== undefined) await action?.(unit);
    else {
      const what = verb === 'stop' || verb.startsWith('try') ? 'stop' : verb;
      const why = `Unit ${unitName(name)} not ${what === 'stop' ? 'loaded' : 'found'}`;
      await io.error(`Failed to ${what} ${unitName(name)}: ${why}.\n`);
      exitCode = 5;
    }
  }
  return exitCode;
}

async function status({ units, flags, io, node }: Invocation): Promise<number> {
  const count = Number(flags.get('--lines') ?? linesDefault);
  let exitCode = 0;
  for (const [index, name] of units.entries()) {
    const unit = findUnit(node.units, name);
    if (unit === undefined) {
      await io.error(`Unit ${unitName(name)} could not be found.\n`);
      exitCode = 4;
      continue;
    }
    if (index > 0) await io.out('\n');
    await io.out(unitStatus(unit, node.clock.now()));
    const own = node.units.journal.entries.filter((entry) => entry.unit === unit.definition.name);
    const lines = count > 0 ? own.slice(-count) : [];
    if (lines.length > 0) await io.out('\n');
    for (const entry of lines) await io.out(journalLine(entry, node.name));
    if (!unit.isActive && exitCode === 0) exitCode = 3;
  }
  return exitCode;
}

async function cat({ units, io, node }: Invocation): Promise<number> {
  for (const name of units) {
    const unit = findUnit(node.units, name);
    if (unit === undefined) {
      await io.error(`No files found for ${unitName(name)}.\n`);
      return 1;
    }
    const texts = unit.definition.files.map(([path, text]) => `# ${path}\n${text}`);
    await io.out(texts.join('\n'));
  }
  return 0;
}

/** Says one word of each unit; the exit code is that of the first one that is not as asked. */
async function each(
  { units, flags, io, node }: Invocation,
  say: (unit: NodeUnit | undefined) => readonly [word: string, exitCode: number],
): Promise<number> {
  const answers = units.map((name) => say(findUnit(node.units, name)));
  if (!flags.has('--quiet')) for (const [word] of answers) await io.out(`${word}\n`);
  // One that is as asked is enough.
  return Math.min(...answers.map(([, exitCode]) => exitCode));
}
