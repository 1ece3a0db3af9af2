import type { Clock } from '@drillyard/cluster';
import type { Journal } from './journal.js';

/** systemd's `RestartSec=10` of kubeadm's kubelet.service. */
const restartDelayMs = 10_000;
const systemdPid = 1;

/** What a unit is: the texts of its file, and who carries it out. */
export interface UnitDefinition {
  /** `kubelet.service`. */
  readonly name: string;
  readonly description: string;
  readonly documentation: string;
  /** Files by their paths, the unit's own first and its drop-ins behind. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** As `systemctl status` lists it. */
  readonly commandLine: string;
  readonly tasks: number;
  readonly memory: string;
}

export interface UnitWork {
  /** Throws UnitFailure where the program ends at once. */
  start(log: (line: string) => void, pid: number): Promise<void>;
  stop(): Promise<void>;
}

/** A program that ended by itself; it has said why in its log. */
export class UnitFailure extends Error {
  constructor(readonly exitCode = 1) {
    super(`it ended with ${exitCode}`);
  }
}

export type UnitState =
  | { readonly kind: 'active'; readonly since: Date; readonly pid: number }
  | { readonly kind: 'inactive'; readonly since: Date; readonly lastPid: number }
  /** It failed and is started again in a moment. */
  | {
      readonly kind: 'auto-restart';
      readonly since: Date;
      readonly lastPid: number;
      readonly exitCode: number;
    };

/** A service of the node: started, stopped, and started again when it fails. */
export class NodeUnit {
  private current: UnitState;
  private restarts = 0;
  private cancelRestart: () => void = () => undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    readonly definition: UnitDefinition,
    private readonly work: UnitWork,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly nextPid: () => number,
  ) {
    this.current = { kind: 'inactive', since: clock.now(), lastPid: 0 };
  }

  get state(): UnitState {
    return this.current;
  }

  get isActive(): boolean {
    return this.current.kind === 'active';
  }

  start(): Promise<void> {
    return this.inTurn(async () => {
      this.cancelRestart();
      if (this.isActive) return;
      await this.run();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(async () => {
      this.cancelRestart();
      this.restarts = 0;
      await this.halt();
    });
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      this.cancelRestart();
      this.restarts = 0;
      await this.halt();
      await this.run();
    });
  }

  close(): void {
    this.cancelRestart();
  }

  /** A line of the program itself. */
  private log(message: string): void {
    const { name } = this.definition;
    const pid = this.current.kind === 'active' ? this.current.pid : this.current.lastPid;
    const identifier = name.replace(/\.service$/, '');
    this.journal.write({ at: this.clock.now(), unit: name, identifier, pid, message });
  }

  private async run(): Promise<void> {
    const { name, description } = this.definition;
    const since = this.clock.now();
    const pid = this.nextPid();
    this.current = { kind: 'active', since, pid };
    this.tell(`Started ${name} - ${description}.`);
    try {
      await this.work.start((line) => this.log(line), pid);
    } catch (error) {
      if (!(error instanceof UnitFailure)) throw error;
      this.failed(pid, error.exitCode);
    }
  }

  private failed(pid: number, exitCode: number): void {
    const { name } = this.definition;
    this.tell(`${name}: Main process exited, code=exited, status=${exitCode}/FAILURE`);
    this.tell(`${name}: Failed with result 'exit-code'.`);
    this.current = { kind: 'auto-restart', since: this.clock.now(), lastPid: pid, exitCode };
    this.cancelRestart = this.clock.after(restartDelayMs, () => {
      this.restarts += 1;
      void this.inTurn(async () => {
        if (this.current.kind !== 'auto-restart') return;
        this.tell(`${name}: Scheduled restart job, restart counter is at ${this.restarts}.`);
        await this.run();
      });
    });
  }

  private async halt(): Promise<void> {
    const { name, description } = this.definition;
    if (this.current.kind === 'inactive') return;
    const lastPid = this.current.kind === 'active' ? this.current.pid : this.current.lastPid;
    const wasActive = this.isActive;
    if (wasActive) {
      this.tell(`Stopping ${name} - ${description}...`);
      await this.work.stop();
      this.tell(`${name}: Deactivated successfully.`);
    }
    this.tell(`Stopped ${name} - ${description}.`);
    this.current = { kind: 'inactive', since: this.clock.now(), lastPid };
  }

  private tell(message: string): void {
    const unit = this.definition.name;
    const at = this.clock.now();
    this.journal.write({ at, unit, identifier: 'systemd', pid: systemdPid, message });
  }

  /** One at a time: who stops while it starts waits for it to have started. */
  private inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.working.then(step);
    this.working = done.catch(() => undefined);
    return done;
  }
}
