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
  readonly onClosed: () => void;
}

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

  constructor(private readonly options: ContainerWorkspaceOptions) {
    const { id, engine, container, user, home } = options;
    this.id = id;
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
    const mark = newMark();
    const terminal = new ContainerTerminal({
      ...{ id, cols, rows, cwd: '/', env: { ...this.options.environment } },
      command: engine.terminalArgv(container, ['/bin/bash', '-i'], this.inside(mark)),
      endInside: () => this.processes.endMarked(mark),
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
    try {
      await Promise.all([...this.scripts].map((mark) => this.processes.endMarked(mark, 'at once')));
      await Promise.all([...this.terminals].map((terminal) => terminal.close()));
      await this.endProcesses();
    } finally {
      this.options.onClosed();
    }
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
