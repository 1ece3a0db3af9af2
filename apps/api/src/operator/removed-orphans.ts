import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock.module.js';

export interface RemovedOrphan {
  readonly at: Date;
  /** The cluster, workspace or recording, by its name. */
  readonly name: string;
}

/** Enough to see what the last start found. */
const keptMax = 20;

/** What sweeps removed because no lab session owns it. */
@Injectable()
export class RemovedOrphans {
  readonly #kept: RemovedOrphan[] = [];
  #count = 0;
  #sweptAt: Date | undefined;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  add(name: string): void {
    this.#kept.unshift({ at: this.clock.now(), name });
    this.#kept.length = Math.min(this.#kept.length, keptMax);
    this.#count += 1;
  }

  swept(): void {
    this.#sweptAt = this.clock.now();
  }

  /** The latest first. */
  get list(): readonly RemovedOrphan[] {
    return this.#kept;
  }

  /** Since the process started. */
  get count(): number {
    return this.#count;
  }

  /** When the last sweep came to its end. */
  get sweptAt(): Date | undefined {
    return this.#sweptAt;
  }
}
