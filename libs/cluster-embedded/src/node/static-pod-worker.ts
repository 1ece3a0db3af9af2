import { randomBytes } from 'node:crypto';
import type { Clock } from '@drillyard/cluster';
import { ContainerFiles } from './container-files.js';
import { ContainerLog } from './container-log.js';
import type { CrashBackOff } from './crash-back-off.js';
import type { NodeFolder } from './node-folder.js';
import { type Program, ProgramExit, type RunningProgram } from './program.js';
import { type PodContainer, programName, type StaticPod } from './static-pod.js';

/** What the one container of a static pod is at. */
export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly startedAt: Date };

/** The last time it ended. */
export interface ContainerTermination {
  readonly exitCode: number;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly containerId: string;
}

export interface ContainerRecord {
  readonly state: ContainerState;
  readonly last: ContainerTermination | undefined;
  readonly restartCount: number;
  readonly containerId: string;
}

export interface StaticPodWorkerOptions {
  readonly pod: StaticPod;
  readonly folder: NodeFolder;
  readonly programs: ReadonlyMap<string, Program>;
  readonly backOff: CrashBackOff;
  readonly clock: Clock;
  /** Whether a kubelet and a runtime are there to start anything. */
  readonly isSupervised: () => boolean;
  readonly onChange: () => void;
}

/** Runs one static pod until it is stopped: starts its program, and again when it has ended. */
export class StaticPodWorker {
  readonly pod: StaticPod;
  private current: ContainerRecord = {
    state: { kind: 'waiting', reason: 'ContainerCreating' },
    last: undefined,
    restartCount: 0,
    containerId: '',
  };
  private readonly files: ContainerFiles;
  private readonly container: PodContainer;
  private running: RunningProgram | undefined;
  private starting: Promise<void> = Promise.resolve();
  private cancelRetry: () => void = () => undefined;
  private stopped = false;
  private attempt = -1;
  /** When the node took the pod up. */
  readonly createdAt: Date;

  constructor(private readonly options: StaticPodWorkerOptions) {
    const { pod, folder } = options;
    this.pod = pod;
    this.createdAt = options.clock.now();
    this.container = pod.spec.containers[0] ?? { name: '', image: '' };
    this.files = new ContainerFiles(folder, pod.spec, this.container);
  }

  get record(): ContainerRecord {
    return this.current;
  }

  /** Folders in which a change may matter to the program. */
  get folders(): Iterable<string> {
    return this.files.foldersRead;
  }

  /** Resolves when the program has started, or ended, or has to wait. */
  start(): Promise<void> {
    this.starting = this.run();
    return this.starting;
  }

  reload(): void {
    this.running?.reload();
  }

  /** Somebody looks after it again: what does not run is started, however long it was to wait. */
  async resume(): Promise<void> {
    await this.starting;
    if (this.running !== undefined) return;
    this.cancelRetry();
    await this.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelRetry();
    await this.starting;
    await this.running?.stop();
    this.running = undefined;
  }

  private async run(): Promise<void> {
    const { command = [], args = [] } = this.container;
    const [, ...rest] = [...command, ...args];
    const program = this.options.programs.get(programName(this.container));
    if (program === undefined || this.stopped) return;
    // Whoever looks after it next starts it.
    if (!this.options.isSupervised()) return;
    this.attempt += 1;
    const containerId = randomBytes(32).toString('hex');
    const log = this.openLog(containerId);
    const startedAt = this.options.clock.now();
    const onExit = (exit: ProgramExit) => this.ended(exit, startedAt, containerId);
    const invocation = {
      args: rest,
      files: this.files,
      log: (line: string) => log.write(line),
      onExit,
    };
    try {
      this.running = await program(invocation);
      const restartCount = this.attempt;
      const state = { kind: 'running', startedAt } as const;
      this.change({ ...this.current, state, restartCount, containerId });
    } catch (error) {
      this.ended(exitOf(error), startedAt, containerId);
      if (!(error instanceof ProgramExit)) throw error;
    }
  }

  private openLog(containerId: string): ContainerLog {
    const { folder, clock } = this.options;
    const { uid, metadata } = this.pod;
    const { name, namespace } = metadata;
    const pod = `${namespace}_${name}_${uid}`;
    const { attempt } = this;
    const container = this.container.name;
    const log = new ContainerLog({ folder, pod, container, attempt, now: () => clock.now() });
    log.link(name, namespace, containerId);
    log.removeOlder();
    return log;
  }

  private ended({ exitCode }: ProgramExit, startedAt: Date, containerId: string): void {
    const { clock, backOff, pod } = this.options;
    this.running = undefined;
    if (this.stopped) return;
    const finishedAt = clock.now();
    const delayMs = backOff.next(pod.uid, finishedAt);
    const { name, namespace } = pod.metadata;
    const shown = `${name}_${namespace}(${pod.uid})`;
    this.change({
      last: { exitCode, startedAt, finishedAt, containerId },
      restartCount: this.attempt,
      containerId,
      state: {
        kind: 'waiting',
        reason: 'CrashLoopBackOff',
        message: `back-off ${goSeconds(delayMs)} restarting failed container=${this.container.name} pod=${shown}`,
      },
    });
    this.cancelRetry = clock.after(delayMs, () => void this.start());
  }

  private change(record: ContainerRecord): void {
    this.current = record;
    this.options.onChange();
  }
}

/** A program that broke has ended as well. */
function exitOf(error: unknown): ProgramExit {
  return error instanceof ProgramExit ? error : new ProgramExit(String(error), 2);
}

/** As Go writes a duration: `10s`, `2m40s`, `5m0s`. */
function goSeconds(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`;
}
