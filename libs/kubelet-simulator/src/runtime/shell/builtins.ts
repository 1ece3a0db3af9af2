import { Errno } from '../kernel/errno.js';
import { findExecutable } from '../kernel/execute.js';
import { ProcessEnd, statusCode } from '../kernel/process.js';
import { type SignalName, signalFrom } from '../kernel/signal.js';
import { echo } from '../programs/echo.js';
import { kill } from '../programs/kill.js';
import { printf } from '../programs/printf.js';
import { absolute } from '../vfs/path-walk.js';
import { canExecute, demand } from '../vfs/permission.js';
import { becomeProgram, launchProgram } from './program-start.js';
import type { Shell } from './shell.js';
import { Jump, ShellError } from './shell-error.js';
import { testWords } from './test-expression.js';
import { cannotChangeTo } from './wording.js';

type Builtin = (shell: Shell, args: readonly string[]) => Promise<number> | number;

const jump =
  (kind: 'break' | 'continue'): Builtin =>
  (_, [count = '1']) => {
    throw new Jump(kind, Math.max(1, Number(count) || 1));
  };

const test: Builtin = async (shell, args) => {
  try {
    return testWords(shell.process, args) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    await shell.complain(error.message);
    return 2;
  }
};

/** What a shell does itself, without a process (XCU 2.14, and what ash and bash add). */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', () => 0],
  ['true', () => 0],
  ['false', () => 1],
  ['break', jump('break')],
  ['continue', jump('continue')],
  [
    'return',
    (shell, [code]) => {
      throw new Jump('return', code === undefined ? shell.state.status : Number(code) & 255);
    },
  ],
  [
    'exit',
    (shell, [code]) => {
      throw new ProcessEnd({ code: code === undefined ? shell.state.status : Number(code) & 255 });
    },
  ],
  ['cd', changeFolder],
  ['pwd', ({ process }) => process.print(`${process.cwd}\n`).then(() => 0)],
  ['echo', ({ process }, args) => echo(process, args)],
  ['printf', ({ process }, args) => printf(process, args)],
  ['kill', ({ process }, args) => kill(process, args)],
  ['test', test],
  [
    '[',
    (shell, args) => {
      if (args.at(-1) === ']') return test(shell, args.slice(0, -1));
      throw new ShellError('[: missing ]', 2);
    },
  ],
  ['export', declare((shell, name) => shell.state.exported.add(name))],
  ['readonly', declare((shell, name) => shell.state.readOnly.add(name))],
  ['local', declare(() => undefined)],
  [
    'unset',
    (shell, args) => {
      for (const name of args.filter((arg) => !arg.startsWith('-'))) {
        shell.state.functions.delete(name);
        shell.state.unset(name);
      }
      return 0;
    },
  ],
  ['set', setOptions],
  [
    'shift',
    (shell, [count = '1']) => {
      shell.state.parameters = shell.state.parameters.slice(Number(count));
      return 0;
    },
  ],
  ['eval', (shell, args) => shell.runSource(args.join(' '))],
  ['.', source],
  ['source', source],
  ['exec', (shell, args) => (args.length > 0 ? becomeProgram(shell, args) : 0)],
  ['command', command],
  ['type', command],
  ['trap', trap],
  ['wait', wait],
  ['read', read],
  [
    'umask',
    async ({ process }, [mode]) => {
      if (mode === undefined)
        await process.print(`${process.umask.toString(8).padStart(4, '0')}\n`);
      else process.umask = Number.parseInt(mode, 8) & 0o777;
      return 0;
    },
  ],
  ['jobs', () => 0],
  ['alias', () => 0],
  ['ulimit', ({ process }) => process.print('unlimited\n').then(() => 0)],
  ['history', () => 0],
]);

async function changeFolder(shell: Shell, args: readonly string[]): Promise<number> {
  const { process, state } = shell;
  const [given = state.get('HOME') ?? '/'] = args.filter((arg) => arg !== '-P' && arg !== '-L');
  const target = given === '-' ? (state.get('OLDPWD') ?? process.cwd) : given;
  try {
    const { inode } = process.kernel.files.lookup(process, `${target}/`);
    demand(process.credentials, inode, canExecute);
  } catch (error) {
    await shell.complain(cannotChangeTo(state.flavour, target, process.errorText(error)));
    return state.flavour === 'dash' ? 2 : 1;
  }
  state.set('OLDPWD', process.cwd);
  process.cwd = absolute(process.cwd, target);
  state.set('PWD', process.cwd);
  if (given === '-') await process.print(`${process.cwd}\n`);
  return 0;
}

function declare(mark: (shell: Shell, name: string) => void): Builtin {
  return async (shell, args) => {
    const words = args.filter((arg) => !/^-[a-z]+$/.test(arg));
    if (words.length === 0) {
      for (const [name, value] of shell.state.environment()) {
        await shell.process.print(`export ${name}='${value}'\n`);
      }
    }
    for (const word of words) {
      const [name = ''] = word.split('=');
      if (!/^[A-Za-z_]\w*$/.test(name)) throw new ShellError(`${name}: bad variable name`, 2);
      if (word.includes('=')) shell.state.set(name, word.slice(name.length + 1));
      mark(shell, name);
    }
    return 0;
  };
}

const optionLetters: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  a: 'allexport',
};

async function setOptions(shell: Shell, args: readonly string[]): Promise<number> {
  const { state, process } = shell;
  if (args.length === 0) {
    for (const [name, value] of state.variables) await process.print(`${name}='${value}'\n`);
  }
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--' || !/^[-+]/.test(word)) {
      state.parameters = args.slice(word === '--' ? at + 1 : at);
      return 0;
    }
    const change = (name: string | undefined) => {
      if (name && word.startsWith('-')) state.options.add(name);
      else if (name) state.options.delete(name);
    };
    if (/^[-+]o$/.test(word)) change(args[++at]);
    else for (const letter of word.slice(1)) change(optionLetters[letter]);
  }
  return 0;
}

async function source(shell: Shell, [path = '']: readonly string[]): Promise<number> {
  const { process } = shell;
  try {
    const content = process.kernel.files.readFile(process, path);
    return await shell.runSource(Buffer.from(content).toString('utf8'));
  } catch (error) {
    if (error instanceof Jump && error.kind === 'return') return error.count;
    if (!(error instanceof Errno)) throw error;
    throw new ShellError(`.: can't open '${path}': ${process.errorText(error)}`, 1);
  }
}

async function command(shell: Shell, args: readonly string[]): Promise<number> {
  const [option] = args;
  const { process } = shell;
  if (
    option !== '-v' &&
    option !== '-V' &&
    args.length > 0 &&
    !shell.state.functions.has(option ?? '')
  ) {
    const builtin = builtins.get(option ?? '');
    if (builtin && builtin !== command) return builtin(shell, args.slice(1));
    return shell.waitFor(launchProgram(shell, args));
  }
  let status = 0;
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    if (builtins.has(name) || shell.state.functions.has(name)) await process.print(`${name}\n`);
    else {
      try {
        await process.print(`${findExecutable(process, name).path}\n`);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        status = 127;
      }
    }
  }
  return status;
}

function trap(shell: Shell, args: readonly string[]): number {
  const [action = '', ...names] = args;
  for (const name of names) {
    const signal = signalFrom(name);
    if (signal === undefined)
      throw new ShellError(`trap: ${name}: invalid signal specification`, 1);
    const key = signal === 0 ? 'EXIT' : signal;
    const { traps } = shell.state;
    const { handlers } = shell.process;
    if (action === '-') {
      traps.delete(key);
      if (key !== 'EXIT') handlers.delete(key);
    } else {
      traps.set(key, action);
      if (key !== 'EXIT') handlers.set(key, () => shell.catch(key as SignalName));
    }
  }
  return 0;
}

async function wait(shell: Shell, pids: readonly string[]): Promise<number> {
  const wanted = pids.length > 0 ? pids.map(Number) : [...shell.background.keys()];
  let status = 0;
  for (const pid of wanted) {
    const child = shell.background.get(pid);
    status = child ? statusCode(await shell.process.wait(child.exit)) : 127;
    shell.background.delete(pid);
  }
  return pids.length === 0 ? 0 : status;
}

async function read(shell: Shell, args: readonly string[]): Promise<number> {
  const { process, state } = shell;
  const isRaw = args.some((arg) => /^-\w*r/.test(arg));
  const prompt = args.indexOf('-p');
  if (prompt >= 0) await process.write(2, args[prompt + 1] ?? '');
  const names = args.filter((arg, at) => !arg.startsWith('-') && (prompt < 0 || at !== prompt + 1));
  const bytes: number[] = [];
  let ended = false;
  for (;;) {
    const next = await process.read(0, 1);
    ended = next === undefined;
    if (ended || next?.[0] === 10) break;
    process.hold(1);
    bytes.push(next?.[0] ?? 0);
  }
  process.hold(-bytes.length);
  const line = Buffer.from(bytes).toString('utf8');
  const text = isRaw ? line : line.replace(/\\(.)/g, '$1');
  const separators = state.get('IFS') === '' ? /$^/ : /[ \t]+/;
  const words = text.trim().split(separators);
  for (const [at, name] of (names.length > 0 ? names : ['REPLY']).entries()) {
    const isLast = at === Math.max(names.length, 1) - 1;
    state.set(name, (isLast ? words.slice(at).join(' ') : words[at]) ?? '');
  }
  return ended && bytes.length === 0 ? 1 : 0;
}
