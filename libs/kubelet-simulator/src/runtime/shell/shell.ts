import {
  type AndOr,
  type Command,
  type CompoundList,
  type Pipeline,
  parse,
  type Script,
  type Statement,
  type Word,
} from 'unbash';
import { ByteChannel } from '../kernel/byte-channel.js';
import { afterExec } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import { findExecutable, inherited, launch, runExecutable } from '../kernel/execute.js';
import { channelReader, channelWriter, deviceFile, type OpenFile } from '../kernel/open-file.js';
import { type Process, ProcessEnd, statusCode } from '../kernel/process.js';
import type { SignalName } from '../kernel/signal.js';
import { runtimeLimits } from '../runtime-limits.js';
import type { ArithmeticScope } from './arithmetic.js';
import { builtins } from './builtins.js';
import { runCompound } from './compound.js';
import { expandFields, expandParts, expandPattern, expandText } from './expansion.js';
import { numberIn } from './parameter.js';
import type { Piece } from './pattern.js';
import { redirect } from './redirection.js';
import { Jump, ShellError } from './shell-error.js';
import type { ShellState } from './shell-state.js';
import { cannotFork, complaintPrefix, executeFailure, notFound } from './wording.js';

type Node = Statement['command'];

/** Runs what was parsed, in a process of a container (XCU 2, Shell Command Language). */
export class Shell {
  readonly arithmeticScope: ArithmeticScope;
  private readonly caught: SignalName[] = [];
  /** The child that is waited for in the foreground. */
  private foreground: Process | undefined;

  constructor(
    readonly process: Process,
    readonly state: ShellState,
  ) {
    this.arithmeticScope = {
      expand: async ({ value, parts }) => (parts ? expandParts(this, parts) : value),
      get: (name) => state.get(name),
      set: (name, value) => state.set(name, value),
    };
  }

  /** @throws ShellError for what is no script */
  parse(source: string): Script {
    if (source.length > runtimeLimits.scriptBytesMax) throw new ShellError('script too long');
    const script = parse(source);
    const [error] = script.errors ?? [];
    if (error) throw new ShellError(syntaxError(source, error.pos, this.state.flavour));
    return script;
  }

  async runSource(source: string): Promise<number> {
    return this.runStatements(this.parse(source).commands);
  }

  async runList(list: CompoundList): Promise<number> {
    return this.runStatements(list.commands);
  }

  async runStatements(statements: readonly Statement[]): Promise<number> {
    for (const { command, background } of statements) {
      await this.process.step();
      if (this.interrupted) throw new ShellError('', 130);
      if (background) this.runInBackground(command);
      else this.state.status = await this.run(command);
      await this.runTraps();
      if (this.state.status !== 0 && this.state.options.has('errexit') && !this.isTested) {
        if (command.type !== 'AndOr') throw new ProcessEnd({ code: this.state.status });
      }
    }
    return this.state.status;
  }

  private tests = 0;
  private get isTested(): boolean {
    return this.tests > 0;
  }
  /** Runs what `if`, `while`, `&&` or `!` asks about: `set -e` does not count there. */
  async test<T>(what: () => Promise<T>): Promise<T> {
    this.tests += 1;
    try {
      return await what();
    } finally {
      this.tests -= 1;
    }
  }

  async run(node: Node): Promise<number> {
    switch (node.type) {
      case 'Command':
        return this.guarded(() => this.runCommand(node));
      case 'Pipeline':
        return this.runPipeline(node);
      case 'AndOr':
        return this.runAndOr(node);
      case 'Redirected':
        return this.guarded(async () => {
          const restore = await redirect(this, node.redirects);
          try {
            return await this.run(node.command);
          } finally {
            restore();
          }
        });
      case 'Function':
        this.state.functions.set(await expandText(this, node.name), node.body);
        return 0;
      case 'Subshell':
        return this.guarded(() => this.waitFor(this.fork((shell) => shell.runList(node.body))));
      case 'Coproc':
        throw new ShellError('coproc: not supported');
      default:
        return this.guarded(() => runCompound(this, node));
    }
  }

  /** Says what went wrong and goes on, unless it is worth ending the shell. */
  private async guarded(what: () => Promise<number>): Promise<number> {
    try {
      return await what();
    } catch (error) {
      if (error instanceof ShellError) {
        if (this.interrupted) throw error;
        await this.complain(error.message);
        if (error.status === 2 && !this.state.interactive) throw new ProcessEnd({ code: 2 });
        return error.status;
      }
      if (error instanceof Errno && error.code !== 'EPIPE') {
        const { flavour } = this.state;
        const text = this.process.errorText(error);
        await this.complain(error.code === 'EAGAIN' ? cannotFork(flavour, text) : text);
        return error.code === 'EAGAIN' ? 2 : 1;
      }
      throw error;
    }
  }

  complain(message: string): Promise<void> {
    return this.process.complain(complaintPrefix(this.state) + message);
  }

  private async runAndOr({ commands, operators }: AndOr): Promise<number> {
    let status = 0;
    for (const [index, command] of commands.entries()) {
      const operator = operators[index - 1];
      if (operator === '&&' && status !== 0) continue;
      if (operator === '||' && status === 0) continue;
      const isLast = index === commands.length - 1;
      status = isLast ? await this.run(command) : await this.test(() => this.run(command));
      this.state.status = status;
    }
    return status;
  }

  private async runPipeline({ commands, prefixes }: Pipeline): Promise<number> {
    const negated = prefixes.some(({ type }) => type === 'Negation');
    const [only] = commands;
    const run = async () =>
      commands.length === 1 && only ? this.run(only) : this.guarded(() => this.pipe(commands));
    const status = negated ? await this.test(run) : await run();
    return negated ? (status === 0 ? 1 : 0) : status;
  }

  private async pipe(commands: Pipeline['commands']): Promise<number> {
    const processes: Process[] = [];
    let input: OpenFile | undefined;
    try {
      for (const [index, command] of commands.entries()) {
        const files = inherited(this.process);
        const replace = (descriptor: number, file: OpenFile) => {
          files.get(descriptor)?.close();
          files.set(descriptor, file);
        };
        if (input) replace(0, input);
        input = undefined;
        if (index < commands.length - 1) {
          const channel = new ByteChannel();
          replace(1, channelWriter(channel));
          input = channelReader(channel);
        }
        processes.push(this.fork((shell) => shell.runAlone(command), files));
      }
    } finally {
      input?.close();
    }
    const statuses: number[] = [];
    for (const process of processes) statuses.push(await this.waitFor(process));
    const failed = statuses.filter((status) => status !== 0).at(-1);
    return (this.state.options.has('pipefail') ? failed : statuses.at(-1)) ?? 0;
  }

  /** A copy of this shell in a process of its own. */
  fork(
    main: (shell: Shell) => Promise<number>,
    files = inherited(this.process),
    group = this.process.group,
  ): Process {
    const { process: parent } = this;
    const state = this.state.copy();
    state.descend();
    const { argv, cwd, umask } = parent;
    const env = new Map(parent.env);
    const settings = {
      argv,
      env,
      cwd,
      umask,
      files,
      parent,
      group,
      credentials: parent.credentials,
    };
    return parent.kernel.start(settings, (child) => new Shell(child, state).toTheEnd(main));
  }

  /** Runs as the whole of a process: whatever leads out of it is its end, after its EXIT trap. */
  async toTheEnd(main: (shell: Shell) => Promise<number>): Promise<number> {
    let status: number;
    this.process.begin();
    try {
      status = await main(this);
    } catch (error) {
      if (error instanceof ShellError) {
        await this.complain(error.message);
        status = error.status;
      } else if (error instanceof Jump) status = this.state.status;
      else if (error instanceof ProcessEnd && this.process.isAlive) status = error.status.code;
      else throw error;
    }
    const onExit = this.state.traps.get('EXIT');
    this.state.traps.delete('EXIT');
    if (onExit) {
      this.state.status = status;
      await this.runSource(onExit);
    }
    return status;
  }

  /** What runs or ran in the background, for `wait`. */
  readonly background = new Map<number, Process>();

  private runInBackground(command: Node): void {
    const files = inherited(this.process);
    if (!this.state.interactive) {
      files.get(0)?.close();
      files.set(0, deviceFile('null', undefined));
    }
    const child = this.fork((shell) => shell.runAlone(command), files, 0);
    this.background.set(child.pid, child);
    if (this.background.size > runtimeLimits.processesMax) {
      this.background.delete(this.background.keys().next().value ?? 0);
    }
    child.group = child.pid;
    this.state.lastBackground = child.pid;
    this.state.status = 0;
  }

  /** Waits for a child; signals that were caught meanwhile are seen to afterwards. */
  async waitFor(child: Process): Promise<number> {
    this.foreground = child;
    try {
      return statusCode(await this.process.wait(child.exit));
    } finally {
      this.foreground = undefined;
    }
  }

  get isWaiting(): boolean {
    return this.foreground !== undefined;
  }

  /** Ctrl-C at an interactive shell: whatever it runs itself is given up. */
  interrupted = false;

  /** What a `trap` catches is run between commands. */
  catch(signal: SignalName): void {
    this.caught.push(signal);
  }

  private async runTraps(): Promise<void> {
    if (this.interrupted) throw new ShellError('', 130);
    for (let signal = this.caught.shift(); signal; signal = this.caught.shift()) {
      const action = this.state.traps.get(signal);
      const { status } = this.state;
      if (action) await this.runSource(action);
      this.state.status = status;
    }
  }

  private async runCommand(command: Command): Promise<number> {
    const words: string[] = [];
    const substituted = this.substitutions;
    if (command.name) words.push(...(await expandFields(this, command.name)));
    for (const argument of command.args) {
      if (argument.type === 'Word') words.push(...(await expandFields(this, argument)));
      else words.push(await this.assignmentText(argument));
    }
    const assignments: [string, string][] = [];
    for (const part of command.prefix) {
      if (part.type !== 'Assignment') continue;
      const text = await this.assignmentText(part);
      assignments.push([part.name, text.slice(text.indexOf('=') + 1)]);
    }
    if (this.state.options.has('xtrace')) await this.process.complain(`+ ${words.join(' ')}`);
    const restore = await redirect(this, command.redirects);
    try {
      if (words.length === 0) {
        for (const [name, value] of assignments) this.state.set(name, value);
        return this.substitutions === substituted ? 0 : this.state.status;
      }
      return await this.invoke(words, assignments);
    } finally {
      if (words[0] !== 'exec' || words.length > 1) restore();
    }
  }

  private async assignmentText(
    part: Extract<Command['prefix'][number], { type: 'Assignment' }>,
  ): Promise<string> {
    if (part.value.type !== 'Word') throw new ShellError('arrays are not supported');
    const value = await expandText(this, part.value);
    return `${part.name}=${part.append ? (this.state.get(part.name) ?? '') : ''}${value}`;
  }

  /** A function, a builtin, or a program. */
  async invoke(
    words: readonly string[],
    assignments: readonly [string, string][] = [],
  ): Promise<number> {
    const [name = '', ...args] = words;
    const body = this.state.functions.get(name);
    const builtin = builtins.get(name);
    if (body || builtin) {
      for (const [variable, value] of assignments) this.state.set(variable, value);
      return body ? this.call(body, args) : (builtin?.(this, args) ?? 0);
    }
    if (this.isLast) return this.become(words, assignments);
    return this.waitFor(this.launch(words, assignments));
  }

  private async call(
    body: NonNullable<ReturnType<ShellState['functions']['get']>>,
    args: string[],
  ): Promise<number> {
    const { parameters } = this.state;
    this.state.descend();
    this.state.parameters = args;
    try {
      return body.type === 'CompoundList' ? await this.runList(body) : await this.run(body);
    } catch (error) {
      if (error instanceof Jump && error.kind === 'return') return error.count;
      throw error;
    } finally {
      this.state.parameters = parameters;
      this.state.ascend();
    }
  }

  /** Starts a program; what is not there is said in the shell's words. */
  launch(words: readonly string[], assignments: readonly [string, string][] = []): Process {
    return this.spoken(words, () =>
      launch(this.process, words, { env: this.environment(assignments) }),
    );
  }

  private environment(assignments: readonly [string, string][]): Map<string, string> {
    return new Map([...this.state.environment(), ...assignments]);
  }

  private spoken<T>([name = '']: readonly string[], start: () => T): T {
    try {
      return start();
    } catch (error) {
      if (!(error instanceof Errno) || error.code === 'EAGAIN') throw error;
      const { flavour } = this.state;
      const missing = error.code === 'ENOENT';
      const said = missing ? notFound(flavour, name) : `${name}: ${this.process.errorText(error)}`;
      throw new ShellError(said, executeFailure(error.code));
    }
  }

  private substitutions = 0;

  /** What commands print, without the line feeds at its end. */
  async substitute(script: Script | undefined): Promise<string> {
    if (!script) return '';
    this.substitutions += 1;
    const channel = new ByteChannel();
    const files = inherited(this.process);
    files.get(1)?.close();
    files.set(1, channelWriter(channel));
    const child = this.fork((shell) => shell.runStatements(script.commands), files);
    const reader = channelReader(channel);
    const chunks: Uint8Array[] = [];
    try {
      for (;;) {
        const bytes = await this.process.wait(
          channel.read(Number.POSITIVE_INFINITY, this.process.isGone),
        );
        if (!bytes) break;
        this.process.hold(bytes.length);
        chunks.push(bytes);
      }
    } finally {
      reader.close();
    }
    this.state.status = await this.waitFor(child);
    const output = Buffer.concat(chunks);
    this.process.hold(-output.length);
    return output.toString('utf8').replaceAll('\0', '').replace(/\n+$/, '');
  }

  /** What a word comes to, in one piece. */
  text(word: Word): Promise<string> {
    return expandText(this, word);
  }
  pattern(word: Word): Promise<Piece[]> {
    return expandPattern(this, word);
  }

  number(word: Word): Promise<bigint> {
    return numberIn(this, word);
  }

  /** The process becomes the program, as with execve(2): files stay, traps and functions do not. */
  async become(
    words: readonly string[],
    assignments: readonly [string, string][] = [],
  ): Promise<never> {
    const { process } = this;
    const env = this.environment(assignments);
    const executable = this.spoken(words, () =>
      findExecutable(process, words[0] ?? '', env.get('PATH')),
    );
    this.state.traps.clear();
    process.handlers.clear();
    process.argv = words;
    process.env.clear();
    for (const [name, value] of env) process.env.set(name, value);
    process.credentials = afterExec(process.credentials);
    throw new ProcessEnd({ code: (await runExecutable(process, executable)) & 255 });
  }

  /** What a forked shell is for: where it is one program, the shell becomes it. */
  private runAlone(node: Node): Promise<number> {
    this.isLast = node.type === 'Command';
    return this.run(node);
  }
  private isLast = false;
}

function syntaxError(source: string, position: number, flavour: ShellState['flavour']): string {
  const found = source.slice(position).trimStart().split(/\s/)[0];
  if (flavour === 'bash') {
    return found
      ? `syntax error near unexpected token \`${found}'`
      : 'syntax error: unexpected end of file';
  }
  const what = found ? `unexpected "${found}"` : 'unexpected end of file';
  return flavour === 'dash'
    ? `Syntax error: ${found ? `${what.replace('unexpected ', '')} unexpected` : 'end of file unexpected'}`
    : `syntax error: ${what}`;
}
