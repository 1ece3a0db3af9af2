import { UserError } from '@drillyard/errors';
import type {
  Isolation,
  OpenTerminalOptions,
  ScriptResult,
  Terminal,
  Workspace,
  WorkspaceFiles,
  WorkspaceScript,
} from '@drillyard/terminal';
import type { Enclosure } from './enclosure.js';
import { HomeQuota, type HomeQuotaOptions } from './home-quota.js';
import { terminalsMax } from './limits.js';
import { PtyTerminal } from './pty-terminal.js';
import { runScript } from './run-script.js';

export interface HostedWorkspaceOptions {
  readonly id: string;
  readonly isolation: Isolation;
  readonly files: WorkspaceFiles;
  /** The home's folder on the host. */
  readonly home: string;
  /** Other folders its processes write in, each held to a quota of its own. */
  readonly furtherFolders?: readonly string[];
  readonly env: Record<string, string>;
  readonly shell: readonly string[];
  /** Folder of the host in which command lines are started; inside, they begin in the home. */
  readonly cwd: string;
  /** Makes the enclosure and connects it with the cluster. */
  readonly enclose: () => Promise<Enclosure>;
  readonly onClosed: () => Promise<void>;
  /** Other limits of the home than those of every workspace. */
  readonly quota?: Omit<HomeQuotaOptions, 'home' | 'onExceeded'>;
}

/** A workspace on this host. Its enclosure is made when first needed, and again if it died. */
export class HostedWorkspace implements Workspace {
  readonly id: string;
  readonly isolation: Isolation;
  readonly files: WorkspaceFiles;
  private readonly terminals = new Set<PtyTerminal>();
  private readonly quotas: readonly HomeQuota[];
  private enclosing: Promise<Enclosure> | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: HostedWorkspaceOptions) {
    this.id = options.id;
    this.isolation = options.isolation;
    this.files = options.files;
    const onExceeded = (message: string) => this.stopProcesses(message);
    this.quotas = [options.home, ...(options.furtherFolders ?? [])].map(
      (home) => new HomeQuota({ ...options.quota, home, onExceeded }),
    );
  }

  /** Makes the enclosure now, so that a host that cannot is noticed at once. */
  async start(): Promise<void> {
    await this.enclosure();
    for (const quota of this.quotas) quota.start();
  }

  async openTerminal({ id, cols, rows }: OpenTerminalOptions): Promise<Terminal> {
    const enclosure = await this.enclosure();
    if (this.terminals.size >= terminalsMax) {
      throw new UserError(
        'TOO_MANY_TERMINALS',
        `A workspace has at most ${terminalsMax} terminals; close one first.`,
      );
    }
    const { env, cwd, shell } = this.options;
    const command = enclosure.enter(shell);
    const terminal = new PtyTerminal({ id, command, env, cwd, cols, rows });
    this.terminals.add(terminal);
    terminal.onExit(() => this.terminals.delete(terminal));
    return terminal;
  }

  async run(script: WorkspaceScript): Promise<ScriptResult> {
    const enclosure = await this.enclosure();
    const { env, cwd } = this.options;
    return runScript({ enter: (command) => enclosure.enter(command), env, cwd }, script);
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** The end that was begun by `close`, if it was. */
  get ending(): Promise<void> | undefined {
    return this.closing;
  }

  private async end(): Promise<void> {
    for (const quota of this.quotas) quota.stop();
    await this.endProcesses();
    await this.options.onClosed();
  }

  private async stopProcesses(message: string): Promise<void> {
    for (const terminal of this.terminals) terminal.announce(message);
    await this.endProcesses();
  }

  /** Whoever asks for the enclosure from here on gets another one, not the one that is ending. */
  private async endProcesses(): Promise<void> {
    const ending = this.enclosing;
    this.enclosing = undefined;
    await Promise.all([...this.terminals].map((terminal) => terminal.close()));
    const enclosure = await ending?.catch(() => undefined);
    await enclosure?.close();
  }

  /** The enclosure, made once however many ask for it at the same time. */
  private async enclosure(): Promise<Enclosure> {
    if (this.closing !== undefined) {
      throw new UserError('WORKSPACE_CLOSED', `The workspace ${this.id} is closed.`);
    }
    this.enclosing ??= this.enclose();
    return this.enclosing;
  }

  private enclose(): Promise<Enclosure> {
    const making = this.options.enclose();
    const forget = () => {
      if (this.enclosing === making) this.enclosing = undefined;
    };
    making.then(({ ended }) => ended.then(forget), forget);
    return making;
  }
}
