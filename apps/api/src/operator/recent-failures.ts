import { CommandError } from '@drillyard/cluster-kind';
import { AppError } from '@drillyard/errors';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock.module.js';

/** What was being done when it failed. */
export type FailurePlace = 'session' | 'pool' | 'sweep';

export interface RecentFailure {
  readonly at: Date;
  readonly place: FailurePlace;
  /** The lab session, or what was to be removed. */
  readonly subject: string | undefined;
  readonly code: string;
  readonly message: string;
  /** The program that failed, where one did: without secrets, for a shell. */
  readonly command: FailedCommand | undefined;
}
export interface FailedCommand {
  readonly commandLine: string;
  readonly exitCode: number | undefined;
  readonly durationMs: number;
  /** The end of what it said. */
  readonly output: string;
}

/** A screen or two; the log has them all. */
const keptMax = 50;

/** The last failures of this process, for whoever runs it: learners' sessions name them, too. */
@Injectable()
export class RecentFailures {
  readonly #kept: RecentFailure[] = [];
  readonly #counts = new Map<string, number>();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  add(place: FailurePlace, error: unknown, subject?: string): void {
    const known = error instanceof AppError ? error : undefined;
    const code = known?.code ?? 'INTERNAL_ERROR';
    const message = known?.message ?? 'Something went wrong on the server; the log says what.';
    this.#kept.unshift({
      ...{ at: this.clock.now(), place, subject, code, message, command: commandOf(error) },
    });
    this.#kept.length = Math.min(this.#kept.length, keptMax);
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** The latest first. */
  get list(): readonly RecentFailure[] {
    return this.#kept;
  }

  /** Since the process started, by code. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}

/** Of the error itself, or of what an explanation has for a cause. */
function commandOf(error: unknown): FailedCommand | undefined {
  if (error instanceof CommandError) {
    const { commandLine, exitCode, durationMs, tail } = error;
    return { commandLine, exitCode, durationMs: Math.round(durationMs), output: tail };
  }
  return error instanceof Error && error.cause !== undefined ? commandOf(error.cause) : undefined;
}
