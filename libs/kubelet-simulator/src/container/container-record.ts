import type { Container } from '../api/pod.js';
import type { ContainerLog } from '../logs/container-log.js';
import type { ContainerUser, RunningContainer } from '../runtime/index.js';

/** One start of a container, as the runtime remembers it (kubelet `container.Status`). */
export interface ContainerRecord {
  readonly container: Container;
  readonly id: string;
  /** How many starts there were before. */
  readonly attempt: number;
  /** As the runtime names what runs: with registry and tag, and by digest. */
  readonly image: string;
  readonly imageId: string;
  readonly log: ContainerLog;
  state: RecordState;
}

export type RecordState =
  /** It runs; `starting` while its postStart hook has not ended. */
  | {
      readonly kind: 'running';
      readonly startedAt: Date;
      readonly running: RunningContainer;
      readonly user: ContainerUser;
      starting: boolean;
      /** Being stopped: no probe counts any more. */
      killing: boolean;
    }
  | ExitedState;

export interface ExitedState {
  readonly kind: 'exited';
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
}

/** Why a container could not be started; what its `waiting` state says. */
export interface StartFailure {
  readonly reason: string;
  readonly message: string;
}

/** All starts the kubelet still knows of: of each container the latest and the one before. */
export class ContainerRecords {
  private readonly byName = new Map<string, ContainerRecord[]>();
  /** Why the next start has to wait, by container (kubelet `ReasonCache`). */
  readonly failures = new Map<string, StartFailure>();

  latest(name: string): ContainerRecord | undefined {
    return this.byName.get(name)?.[0];
  }

  previous(name: string): ContainerRecord | undefined {
    return this.byName.get(name)?.[1];
  }

  add(record: ContainerRecord): void {
    const { name } = record.container;
    const [latest] = this.byName.get(name) ?? [];
    this.byName.set(name, latest === undefined ? [record] : [record, latest]);
  }

  /** As if it had never been started. */
  remove(name: string): void {
    this.byName.delete(name);
  }

  *all(): Iterable<ContainerRecord> {
    for (const [latest] of this.byName.values()) if (latest !== undefined) yield latest;
  }

  /** The latest starts, and those before them. */
  every(): readonly ContainerRecord[] {
    return [...this.byName.values()].flat();
  }

  running(): readonly ContainerRecord[] {
    return [...this.all()].filter(({ state }) => state.kind === 'running');
  }

  isRunning(name: string): boolean {
    return this.latest(name)?.state.kind === 'running';
  }
}
