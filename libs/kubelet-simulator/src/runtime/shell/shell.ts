import {
  type AndOr,
  type CompoundList,
  parse,
  type Script,
  type Statement,
  type Word,
} from 'unbash';
import { Errno } from '../kernel/errno.js';
import { inherited } from '../kernel/execute.js';
import { deviceFile } from '../kernel/open-file.js';
import { type Process, ProcessEnd, statusCode } from '../kernel/process.js';
import type { SignalName } from '../kernel/signal.js';
import { runtimeLimits } from '../runtime-limits.js';
import type { ArithmeticScope } from './arithmetic.js';
import { runCompound } from './compound.js';
import { expandParts, expandPattern, expandText } from './expansion.js';
import { numberIn } from './parameter.js';
import type { Piece } from './pattern.js';
import { runPipeline } from './pipeline.js';
import { redirect } from './redirection.js';
import { Jump, ShellError } from './shell-error.js';
import type { ShellState } from './shell-state.js';
import { runSimpleCommand } from './simple-command.js';
import { syntaxError } from './syntax-error.js';
import { cannotFork, complaintPrefix } from './wording.js';

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

  /**
   * A script that is all the shell is for. Its last command, where it is one program, is what the
   * process becomes: `sh -c 'sleep 60'` is a sleep. bash does so for a script of one command.
   */
  async runOnly(source: string): Promise<number> {
    const { commands } = this.parse(source);
    const last = commands.at(-1);
    const isAlone = this.state.flavour !== 'bash' || commands.length === 1;
    const isProgram = last?.command.type === 'Command' && last.background !== true;
    if (last === undefined || !isAlone || !isProgram) return this.runStatements(commands);
    await this.runStatements(commands.slice(0, -1));
    await this.process.step();
    return this.state.traps.size > 0 ? this.runStatements([last]) : this.runAlone(last.command);
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
        return this.guarded(() => runSimpleCommand(this, node));
      case 'Pipeline':
        return runPipeline(this, node);
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
  async guarded(what: () => Promise<number>): Promise<number> {
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

  /** How many there were: a command without a name has the status of the last. */
  substitutions = 0;

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

  /** What a forked shell is for: where it is one program, the shell becomes it. */
  runAlone(node: Node): Promise<number> {
    this.isLast = node.type === 'Command';
    return this.run(node);
  }
  isLast = false;
}
