import { instantiateLab, type LabInstance } from '@drillyard/lab-spec';
import { Inject, Injectable } from '@nestjs/common';
import { Labs } from '../catalog/labs.js';
import { CLOCK, type Clock } from '../clock/clock.module.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { GradingRepository } from '../grading/grading.repository.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { LiveTerminals } from '../terminals/live-terminals.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { type LabEnvironment, LabEnvironments } from './lab-environments.js';
import {
  becomeReady,
  beginProvisioning,
  beginStep,
  completeEnding,
  endLabSession,
  environmentIdOf,
  failLabSession,
  type LabSession,
} from './lab-session.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionsRepository, type StoredLabSession } from './lab-sessions.repository.js';
import { toFailure } from './to-failure.js';

/** The row asks for something else than what is being done: that is given up without a trace. */
class Superseded extends Error {}

/** What there is to do for a session: provision it, or end it. */
@Injectable()
export class LabSessionWork {
  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly labs: Labs,
    private readonly builder: EnvironmentBuilder,
    private readonly environments: LabEnvironments,
    private readonly terminals: LiveTerminals,
    private readonly grading: GradingRepository,
    private readonly changes: LabSessionChanges,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Does what the row asks for. Rejects only where trying again later may help. */
  async carryOut(session: StoredLabSession, signal: AbortSignal): Promise<void> {
    if (session.state === 'requested' || session.state === 'provisioning') {
      await this.#provision(session, signal);
    } else {
      // Ready, but its time is over; or ending already.
      await this.#end(session);
    }
  }

  async #provision(claimed: StoredLabSession, signal: AbortSignal): Promise<void> {
    const { id } = claimed;
    await this.#discard(claimed);
    await this.grading.forgetOutcomes(id);
    try {
      const session = await this.#change(id, (current) => {
        if (current.state !== 'requested' && current.state !== 'provisioning')
          throw new Superseded();
        return beginProvisioning(current);
      });
      await this.#build(session, signal);
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }

  async #build(session: StoredLabSession, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    let stored: Promise<unknown> = Promise.resolve();
    const onStep = (text: string) => {
      stored = stored.then(() => this.#attempt(session, (current) => beginStep(current, text)));
      stored.catch(() => undefined);
    };
    let environment: LabEnvironment;
    try {
      environment = await this.builder.create(session, this.#instance(session), { onStep, signal });
      await stored;
    } catch (error) {
      // Interrupted: the row says what comes next, now or at the next start.
      if (signal.aborted) return;
      this.logger.error({ err: error, labSessionId: session.id }, 'a lab session failed to start');
      await stored.catch(() => undefined);
      await this.#fail(session, error);
      return;
    }
    await this.#becomeReady(session, environment);
    const durationMs = Math.round(performance.now() - startedAt);
    this.logger.info({ labSessionId: session.id, lab: session.lab, durationMs }, 'ready');
  }

  async #becomeReady(session: StoredLabSession, environment: LabEnvironment): Promise<void> {
    const { provider, cluster } = environment;
    this.environments.add(session.id, environment);
    try {
      await this.#attempt(session, (current) =>
        becomeReady(
          current,
          { provider, version: cluster.version },
          this.clock.now(),
          this.config.labSessions,
        ),
      );
    } catch (error) {
      await this.#discard(session);
      throw error;
    }
  }

  async #end(session: StoredLabSession): Promise<void> {
    const ending = await this.#change(session.id, endLabSession);
    if (ending.state !== 'ending') return;
    await this.#discard(ending);
    await this.#change(session.id, (current) =>
      current.state === 'ending' ? completeEnding(current, this.clock.now()) : current,
    );
    this.logger.info({ labSessionId: session.id, lab: session.lab }, 'ended');
  }

  /** Removes the cluster, the workspace and the terminals of the session's last attempt. */
  async #discard(session: StoredLabSession): Promise<void> {
    const environment = this.environments.take(session.id);
    await this.terminals.closeAll(session.id);
    if (environment !== undefined) await this.builder.close(environment);
    if (session.generation > 0) await this.builder.delete(environmentIdOf(session));
  }

  async #fail(session: StoredLabSession, error: unknown): Promise<void> {
    try {
      await this.#attempt(session, (current) => failLabSession(current, toFailure(error)));
    } catch (superseded) {
      if (!(superseded instanceof Superseded)) throw superseded;
    }
  }

  /** A change of the attempt that is being worked on, and of no later one. */
  #attempt(
    session: StoredLabSession,
    transition: (current: StoredLabSession) => LabSession,
  ): Promise<StoredLabSession> {
    return this.#change(session.id, (current) => {
      const isCurrent =
        current.generation === session.generation && current.state === session.state;
      if (!isCurrent) throw new Superseded();
      return transition(current);
    });
  }

  async #change(
    id: string,
    transition: (current: StoredLabSession) => LabSession,
  ): Promise<StoredLabSession> {
    const session = await this.repository.change(id, transition);
    this.changes.publish(id);
    return session;
  }

  #instance(session: LabSession): LabInstance {
    return instantiateLab(this.labs.get(session.lab), session.seed);
  }
}
