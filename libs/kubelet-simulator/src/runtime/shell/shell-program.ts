import { parse } from 'unbash';
import { Errno } from '../kernel/errno.js';
import { type Process, ProcessEnd } from '../kernel/process.js';
import type { Terminal } from '../kernel/terminal.js';
import { LineEditor } from './line-editor.js';
import { Shell } from './shell.js';
import { Jump, ShellError } from './shell-error.js';
import { type ShellFlavour, ShellState } from './shell-state.js';

/** `sh`, `ash`, `dash`, `bash`: a command, a script, standard input, or somebody at a terminal. */
export async function shellProgram(process: Process, args: readonly string[]): Promise<number> {
  const state = new ShellState(flavourOf(process));
  for (const [name, value] of process.env) {
    if (!/^[A-Za-z_]\w*$/.test(name)) continue;
    state.set(name, value);
    state.exported.add(name);
  }
  state.set('PWD', process.cwd);
  state.name = process.argv[0]?.replace(/^-/, '') ?? 'sh';
  const { command, operands, options } = readArguments(args);
  for (const option of options) state.options.add(option);
  const shell = new Shell(process, state);
  if (command !== undefined) {
    state.name = operands[0] ?? state.name;
    state.parameters = operands.slice(1);
    return shell.toTheEnd(() => shell.runOnly(command));
  }
  const [script, ...parameters] = operands;
  state.parameters = parameters;
  if (script !== undefined) return shell.toTheEnd(() => runFile(shell, script));
  const terminal = process.files.get(0)?.terminal;
  if (terminal) return shell.toTheEnd(() => interact(shell, terminal));
  return shell.toTheEnd(() => runInput(shell));
}

function flavourOf(process: Process): ShellFlavour {
  if (process.name.endsWith('bash')) return 'bash';
  return process.kernel.userland === 'debian' ? 'dash' : 'ash';
}

const letters: Readonly<Record<string, string>> = { e: 'errexit', u: 'nounset', x: 'xtrace' };

function readArguments(args: readonly string[]) {
  const options: string[] = [];
  let isCommand = false;
  let at = 0;
  for (; at < args.length && /^-./.test(args[at] ?? ''); at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (word.startsWith('--')) continue;
    if (word.includes('c')) isCommand = true;
    if (word.endsWith('o')) options.push(args[++at] ?? '');
    for (const letter of word.slice(1)) if (letters[letter]) options.push(letters[letter]);
  }
  const rest = args.slice(at);
  return isCommand
    ? { command: rest[0] ?? '', operands: rest.slice(1), options }
    : { command: undefined, operands: rest, options };
}

async function runFile(shell: Shell, path: string): Promise<number> {
  const { process, state } = shell;
  let source: string;
  try {
    source = Buffer.from(process.kernel.files.readFile(process, path)).toString('utf8');
  } catch (error) {
    const reason = process.errorText(error);
    const said =
      state.flavour === 'bash' ? `${path}: ${reason}` : `can't open '${path}': ${reason}`;
    throw new ShellError(said, error instanceof Errno && error.code === 'ENOENT' ? 127 : 126);
  }
  state.name = path;
  return shell.runSource(source);
}

/** Commands from a pipe, each as soon as it is whole. */
async function runInput(shell: Shell): Promise<number> {
  let pending = '';
  const decoder = new TextDecoder();
  for (;;) {
    const bytes = await shell.process.read(0);
    pending += decoder.decode(bytes, { stream: bytes !== undefined });
    const isWhole = bytes === undefined || (pending.endsWith('\n') && !needsMore(pending));
    if (isWhole && pending.trim()) {
      const source = pending;
      pending = '';
      await shell.runSource(source);
    }
    if (!bytes) return shell.state.status;
  }
}

/** Whether a command is not finished yet, such as `if true` or an open quote. */
function needsMore(source: string): boolean {
  const { errors = [] } = parse(source);
  return (
    /\\\n$/.test(source) ||
    errors.some(({ pos }) => pos >= source.trimEnd().length) ||
    hasOpenEnd(source)
  );
}

function hasOpenEnd(source: string): boolean {
  return (parse(source).errors ?? []).some(({ message }) =>
    /unterminated|unclosed|expected|end of/i.test(message),
  );
}

/** A prompt, a line, its command, and again, until `exit` or Ctrl-D. */
async function interact(shell: Shell, terminal: Terminal): Promise<number> {
  const { state, process } = shell;
  state.interactive = true;
  process.handlers.set('SIGINT', () => {
    shell.interrupted = true;
  });
  process.handlers.set('SIGTERM', () => undefined);
  process.handlers.set('SIGQUIT', () => undefined);
  const editor = new LineEditor(terminal);
  let pending = '';
  for (;;) {
    shell.interrupted = false;
    const typed = await process.wait(editor.read(pending ? '> ' : prompt(shell)));
    if (typed === 'interrupted') {
      state.status = 130;
      pending = '';
      continue;
    }
    if (typed === 'end') {
      if (state.flavour === 'bash') terminal.echo('exit\n');
      return state.status;
    }
    pending += `${typed.line}\n`;
    if (needsMore(pending)) continue;
    const source = pending;
    pending = '';
    await runTyped(shell, terminal, source);
  }
}

async function runTyped(shell: Shell, terminal: Terminal, source: string): Promise<void> {
  const { state, process } = shell;
  try {
    await shell.runSource(source);
  } catch (error) {
    if (error instanceof ShellError) {
      if (!shell.interrupted) await shell.complain(error.message);
      state.status = error.status;
    } else if (!(error instanceof Jump)) throw error;
  }
  if (!process.isAlive) throw new ProcessEnd({ code: state.status });
  if (state.status === 130) terminal.echo('\n');
}

/** `/ # ` for root and `/ $ ` for others in BusyBox; bash says who and where as well. */
function prompt({ process, state }: Shell): string {
  const { uid } = process.credentials;
  const sign = uid === 0 ? '#' : '$';
  const home = state.get('HOME');
  const isHome = home !== undefined && home !== '/' && process.cwd.startsWith(home);
  const where = isHome ? `~${process.cwd.slice(home.length)}` : process.cwd;
  if (state.flavour === 'ash') return `${where} ${sign} `;
  if (state.flavour === 'dash') return `${sign} `;
  const name = uid === 0 ? 'root' : 'I have no name!';
  return `${process.kernel.nameOf(uid) ?? name}@${process.kernel.hostname}:${where}${sign} `;
}
