import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock.module.js';
import { HOST_ID } from '../data-folder/data-folder.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { LabSessionLeasesRepository, type Lease } from './lab-session-leases.repository.js';
import { LabSessionWork } from './lab-session-work.js';
import { LabSessionsRepository, type StoredLabSession } from './lab-sessions.repository.js';

/**
 * A lease outlives a stalled process by this much before another takes over, and is renewed three
 * times in between: long enough for a slow disk, short enough for a learner who waits.
 */
const leaseMs = 30_000;
/** Finds what nobody woke us for: time that ran out, work of others that was left, retries. */
const pollMs = 2_000;
/** Work that failed is tried again after this; most failures last longer than a moment. */
const retryMs = 5_000;
/**
 * Sessions provisioned or ended side by side: a cluster is CPU work, a class starts at once. Those
 * that wait for room do not count: what ends the sessions that have it is work as well.
 */
const workMax = 4;

interface Work {
  readonly done: Promise<void>;
  readonly abort: AbortController;
  isWaiting: boolean;
}

/**
 * Brings sessions to the state their rows ask for. It takes rows under a lease, one at a time,
 * works on a few of them side by side and starts again with what a dead process left.
 */
@Injectable()
export class LabSessionReconciler {
  readonly #working = new Map<string, Work>();
  #timer: NodeJS.Timeout | undefined;
  #draining: Promise<void> | undefined;
  #isWoken = false;
  #isStopped = false;

  constructor(
    private readonly leases: LabSessionLeasesRepository,
    private readonly repository: LabSessionsRepository,
    private readonly work: LabSessionWork,
    @Inject(HOST_ID) private readonly host: string,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await this.leases.dropLeases(this.host);
    this.wake();
  }

  /** Looks for work now. */
  wake(): void {
    if (this.#isStopped) return;
    this.#isWoken = true;
    clearTimeout(this.#timer);
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
      if (this.#isStopped) return;
      this.#timer = setTimeout(() => this.wake(), this.#isWoken ? 0 : pollMs);
    });
  }

  /** Stops what is being done for the session, because its row asks for something else now. */
  interrupt(labSessionId: string): void {
    this.#working.get(labSessionId)?.abort.abort(new Error('the session was changed'));
    this.wake();
  }

  /** Takes no more work and stops what is being done; rows stay as they are for the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#draining;
    for (const { abort } of this.#working.values()) abort.abort(new Error('the server stops'));
    await Promise.all([...this.#working.values()].map(({ done }) => done));
  }

  async #drain(): Promise<void> {
    try {
      while (this.#isWoken && !this.#isStopped) {
        this.#isWoken = false;
        while (this.#busy < workMax) {
          const id = await this.leases.claim(this.#lease());
          const session = id && (await this.repository.find(id));
          if (!session) break;
          this.#begin(session);
        }
      }
    } catch (error) {
      this.logger.error({ err: error }, 'looking for lab sessions to work on failed');
    }
  }

  #begin(session: StoredLabSession): void {
    const abort = new AbortController();
    const onWaiting = (isWaiting: boolean) => {
      const work = this.#working.get(session.id);
      if (work !== undefined) work.isWaiting = isWaiting;
      this.wake();
    };
    const done = this.#carryOut(session, abort.signal, onWaiting).finally(() => {
      this.#working.delete(session.id);
      this.wake();
    });
    this.#working.set(session.id, { done, abort, isWaiting: false });
  }

  get #busy(): number {
    return [...this.#working.values()].filter(({ isWaiting }) => !isWaiting).length;
  }

  async #carryOut(
    session: StoredLabSession,
    signal: AbortSignal,
    onWaiting: (isWaiting: boolean) => void,
  ): Promise<void> {
    const { id } = session;
    const renewal = setInterval(() => {
      this.leases.renew(id, this.#lease()).catch((error: unknown) => {
        this.logger.warn({ err: error, labSessionId: id }, 'a lease was not renewed');
      });
    }, leaseMs / 3);
    try {
      await this.work.carryOut(session, signal, onWaiting);
      await this.leases.release(id, this.host);
    } catch (error) {
      this.logger.error({ err: error, labSessionId: id }, 'work on a lab session failed');
      const retryAt = new Date(this.clock.now().getTime() + retryMs);
      await this.leases.release(id, this.host, retryAt).catch(() => undefined);
    } finally {
      clearInterval(renewal);
    }
  }

  #lease(): Lease {
    const now = this.clock.now();
    return { host: this.host, now, until: new Date(now.getTime() + leaseMs) };
  }
}
