import type { Engine } from '@drillyard/cluster-kind';
import { UserError } from '@drillyard/errors';
import type {
  OpenTerminalOptions,
  ScriptResult,
  Terminal,
  Workspace,
  WorkspaceFiles,
  WorkspaceScript,
} from '@drillyard/terminal';
import { runScript, terminalsMax } from '@drillyard/workspace';
import { ContainerFiles } from './container-files.js';
import { ContainerTerminal } from './container-terminal.js';
import { FileWatches } from './file-watches.js';
import { ContainerProcesses, type Mark, newMark } from './processes.js';
import type { ToolboxHistory } from './toolbox.js';

export interface ContainerWorkspaceOptions {
  readonly id: string;
  readonly engine: Engine;
  readonly container: string;
  /** Whose programs are started, as the engine names users. */
  readonly user: string;
  readonly home: string;
  /** Of the programs in the container. */
  readonly env: Readonly<Record<string, string>>;
  /** Of the engine's command line. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every process of the user is the workspace's: so in a toolbox, but not on a node. */
  readonly ownsAll: boolean;
  /** Where the container is the workspace's own; a node lives with its cluster. */
  readonly life?: ContainerLife | undefined;
}

/** A container that may end under its workspace, with the engine or by want of memory. */
export interface ContainerLife {
  /** What became of it when the workspace was opened. */
  readonly history: ToolboxHistory;
  isRunning(): Promise<boolean>;
  /** Makes it anew where it has ended. */
  revive(): Promise<ToolboxHistory>;
}

/** Told in the terminal that was open, and in the next one. */
const endedText =
  'Your workstation stopped, and its files are gone; your cluster goes on. Open another terminal to get a new workstation.';
const anewText =
  'Your workstation had stopped and was made anew. Files in it are gone, those of the lab among them; your cluster is as it was. Reset the lab if you miss some.';

/** A workspace in a running container, which stays when the workspace is closed. */
export class ContainerWorkspace implements Workspace {
  readonly id: string;
  readonly isolation = 'container';
  readonly files: WorkspaceFiles;
  private readonly terminals = new Set<ContainerTerminal>();
  private readonly scripts = new Set<Mark>();
  private readonly processes: ContainerProcesses;
  private readonly watches: FileWatches;
  private closing: Promise<void> | undefined;
  /** What the next terminal has to tell; undefined where the container has to be looked at first. */
  private history: ToolboxHistory | undefined;
  private reviving: Promise<ToolboxHistory> | undefined;

  constructor(private readonly options: ContainerWorkspaceOptions) {
    const { id, engine, container, user, home } = options;
    this.id = id;
    this.history = options.life?.history;
    this.processes = new ContainerProcesses(engine, container, user, options.ownsAll);
    this.watches = new FileWatches({
      ...{ engine, container, user, processes: this.processes },
      environment: { ...options.environment },
    });
    this.files = new ContainerFiles({ engine, container, user, home, watches: this.watches });
  }

  async openTerminal({ id, cols, rows }: OpenTerminalOptions): Promise<Terminal> {
    this.requireOpen();
    if (this.terminals.size >= terminalsMax) {
      throw new UserError(
        'TOO_MANY_TERMINALS',
        `A workspace has at most ${terminalsMax} terminals; close one first.`,
      );
    }
    const { engine, container } = this.options;
    const shell = shellAfter((await this.alive()) === 'anew' ? anewText : undefined);
    const mark = newMark();
    const terminal = new ContainerTerminal({
      ...{ id, cols, rows, cwd: '/', env: { ...this.options.environment } },
      command: engine.terminalArgv(container, shell, this.inside(mark)),
      endInside: () => this.processes.endMarked(mark),
      explainEnd: () => this.explainEnd(),
    });
    this.terminals.add(terminal);
    terminal.onExit(() => this.terminals.delete(terminal));
    return terminal;
  }

  async run(script: WorkspaceScript): Promise<ScriptResult> {
    this.requireOpen();
    const mark = newMark();
    this.scripts.add(mark);
    const { engine, container } = this.options;
    const host = {
      enter: (command: readonly string[]) => engine.pipeArgv(container, command, this.inside(mark)),
      ...{ env: { ...this.options.environment }, cwd: '/' },
    };
    const endInside = () => this.processes.endMarked(mark, 'at once');
    try {
      const result = await runScript(host, script);
      if (result.exitCode === undefined) await endInside();
      return result;
    } catch (error) {
      // Nothing was started where nothing of it is found.
      await endInside().catch(() => undefined);
      throw error;
    } finally {
      this.scripts.delete(mark);
    }
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** The end that was begun by `close`, if it was. */
  get ending(): Promise<void> | undefined {
    return this.closing;
  }

  /** Ends what runs in a container that an earlier server worked in. */
  async endProcesses(): Promise<void> {
    if (this.options.ownsAll) await this.processes.endAll();
  }

  private async end(): Promise<void> {
    this.watches.close();
    await Promise.all([...this.scripts].map((mark) => this.processes.endMarked(mark, 'at once')));
    await Promise.all([...this.terminals].map((terminal) => terminal.close()));
    await this.endProcesses();
  }

  /** However many terminals are opened at the same time, the container is made anew once. */
  private async alive(): Promise<ToolboxHistory> {
    const known = this.history;
    this.history = undefined;
    if (known !== undefined) return known;
    this.reviving ??= (this.options.life?.revive() ?? Promise.resolve('same' as const)).finally(
      () => {
        this.reviving = undefined;
      },
    );
    return this.reviving;
  }

  /** What to tell where a terminal ended because the container did. */
  private async explainEnd(): Promise<string | undefined> {
    const { life } = this.options;
    if (life === undefined || this.closing !== undefined) return undefined;
    // An engine that does not answer tells so itself.
    const isRunning = await life.isRunning().catch(() => true);
    return isRunning || this.closing !== undefined ? undefined : endedText;
  }

  /** At home, and marked as ours. */
  private inside(mark: Mark) {
    const { user, home, env } = this.options;
    return { user, workdir: home, env: { ...env, ...mark.env } };
  }

  private requireOpen(): void {
    if (this.closing === undefined) return;
    throw new UserError('WORKSPACE_CLOSED', `The workspace ${this.id} is closed.`);
  }
}

/** The learner's shell, which says something first where there is something to say. */
function shellAfter(text: string | undefined): string[] {
  if (text === undefined) return ['/bin/bash', '-i'];
  const script = 'printf "\\033[1;33m[drillyard] %s\\033[0m\\r\\n" "$1"; exec /bin/bash -i';
  return ['/bin/bash', '-c', script, 'bash', text];
}
