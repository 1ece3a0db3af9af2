import { Inject, Injectable } from '@nestjs/common';
import { Labs } from '../catalog/labs.js';
import { CLOCK, type Clock } from '../clock/clock.module.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { GradingRepository } from '../grading/grading.repository.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { PromptTimes } from '../operator/prompt-times.js';
import { RecentFailures } from '../operator/recent-failures.js';
import { EnvironmentBuilder } from './environment-builder.js';
import type { LabEnvironment } from './lab-environments.js';
import {
  becomeReady,
  beginProvisioning,
  beginStep,
  completeEnding,
  endLabSession,
  failLabSession,
  isExpired,
  type LabSession,
} from './lab-session.js';
import { policyOf } from './lab-session-policy.js';
import { LabSessionsRepository, type StoredLabSession } from './lab-sessions.repository.js';
import { toFailure } from './to-failure.js';

/** The row asks for something else than what is being done: that is given up without a trace. */
class Superseded extends Error {}

/** What there is to do for a session: provision it, or end it. */
@Injectable()
export class LabSessionWork {
  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly builder: EnvironmentBuilder,
    private readonly grading: GradingRepository,
    private readonly labs: Labs,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly failures: RecentFailures,
    private readonly promptTimes: PromptTimes,
  ) {}

  /** Does what the row asks for. Rejects only where trying again later may help. */
  async carryOut(
    session: StoredLabSession,
    signal: AbortSignal,
    onWaiting?: (isWaiting: boolean) => void,
  ): Promise<void> {
    try {
      if (session.state === 'requested' || session.state === 'provisioning') {
        await this.#provision(session, signal, onWaiting);
      } else {
        await this.#end(session);
      }
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }

  async #provision(
    claimed: StoredLabSession,
    signal: AbortSignal,
    onWaiting: ((isWaiting: boolean) => void) | undefined,
  ): Promise<void> {
    const startedAt = performance.now();
    this.promptTimes.begin(claimed.id);
    await this.builder.discard(claimed);
    await this.grading.forgetOutcomes(claimed.id);
    const session = await this.repository.change(claimed.id, (current) => {
      if (current.state !== 'requested' && current.state !== 'provisioning') throw new Superseded();
      return beginProvisioning(current);
    });
    const steps = this.#recordSteps(session);
    let environment: LabEnvironment;
    try {
      environment = await this.builder.create(session, {
        ...{ onStep: steps.begin, signal },
        ...(onWaiting && { onWaiting }),
      });
    } catch (error) {
      this.promptTimes.forget(session.id);
      // Interrupted: the row says what comes next, now or at the next start.
      if (signal.aborted) return;
      this.logger.error({ err: error, labSessionId: session.id }, 'a lab session failed to start');
      this.failures.add('session', error, session.id);
      await this.#attempt(session, (current) => failLabSession(current, toFailure(error)));
      return;
    }
    try {
      await steps.stored();
      await this.#becomeReady(session, environment);
      const { cluster, provider } = environment;
      this.promptTimes.becameReady(session.id, cluster.isPooled ? 'pool' : provider);
    } catch (error) {
      await this.builder.discard(session);
      throw error;
    }
    const durationMs = Math.round(performance.now() - startedAt);
    this.logger.info({ labSessionId: session.id, lab: session.lab, durationMs }, 'ready');
  }

  /** Stores the steps one after the other, without keeping what they report on waiting. */
  #recordSteps(session: StoredLabSession) {
    let stored: Promise<unknown> = Promise.resolve();
    return {
      begin: (text: string) => {
        stored = stored.then(() => this.#attempt(session, (current) => beginStep(current, text)));
        stored.catch(() => undefined);
      },
      stored: () => stored,
    };
  }

  async #becomeReady(
    session: StoredLabSession,
    { provider, cluster: { version } }: LabEnvironment,
  ): Promise<void> {
    const policy = policyOf(this.labs.find(session.lab), this.config.labSessions);
    await this.#attempt(session, (current) =>
      becomeReady(current, { provider, version }, this.clock.now(), policy),
    );
  }

  /** The learner asked for it, or time is over; unless it was extended or reset just now. */
  async #end(claimed: StoredLabSession): Promise<void> {
    const session = await this.repository.change(claimed.id, (current) => {
      if (current.state === 'ending') return current;
      if (isExpired(current, this.clock.now())) return endLabSession(current);
      throw new Superseded();
    });
    this.promptTimes.forget(session.id);
    await this.builder.discard(session);
    await this.repository.change(session.id, (current) =>
      completeEnding(current, this.clock.now()),
    );
    this.logger.info({ labSessionId: session.id, lab: session.lab }, 'ended');
  }

  /** A change of the attempt that is being worked on, and of no later one. */
  #attempt(
    session: StoredLabSession,
    transition: (current: StoredLabSession) => LabSession,
  ): Promise<StoredLabSession> {
    return this.repository.change(session.id, (current) => {
      const isSame = current.generation === session.generation && current.state === session.state;
      if (!isSame) throw new Superseded();
      return transition(current);
    });
  }
}
