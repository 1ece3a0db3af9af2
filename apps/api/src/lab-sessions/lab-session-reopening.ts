import { setTimeout as sleep } from 'node:timers/promises';
import { OperationalError } from '@drillyard/errors';
import { instantiateLab } from '@drillyard/lab-spec';
import { Inject, Injectable } from '@nestjs/common';
import { Labs } from '../catalog/labs.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { type LabEnvironment, LabEnvironments } from './lab-environments.js';
import { failLabSession } from './lab-session.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionsRepository, type StoredLabSession } from './lab-sessions.repository.js';
import { toFailure } from './to-failure.js';

/** A disk that is full or memory that is short may be put right meanwhile; a learner waits. */
const reopenAttemptsMax = 4;
const reopenRetryMs = 5_000;

/** After a restart: opens what sessions that are ready had open. */
@Injectable()
export class LabSessionReopening {
  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly labs: Labs,
    private readonly builder: EnvironmentBuilder,
    private readonly environments: LabEnvironments,
    private readonly changes: LabSessionChanges,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Opens the session's environment; fails the session where it cannot be brought back. */
  async reopen(session: StoredLabSession, signal: AbortSignal): Promise<void> {
    try {
      const environment = await this.#open(session, signal);
      if (await this.#isStillReady(session)) this.environments.add(session.id, environment);
      else await this.builder.close(environment);
    } catch (error) {
      if (signal.aborted) return;
      this.logger.error({ err: error, labSessionId: session.id }, 'a lab session was lost');
      await this.repository.change(session.id, (current) =>
        isSame(current, session) ? failLabSession(current, toFailure(error)) : current,
      );
      this.changes.publish(session.id);
    }
  }

  /** What failed for a reason that may pass is tried again: giving up deletes the cluster. */
  async #open(session: StoredLabSession, signal: AbortSignal): Promise<LabEnvironment> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const instance = instantiateLab(this.labs.get(session.lab), session.seed);
        return await this.builder.reopen(session, instance);
      } catch (error) {
        const mayPass = error instanceof OperationalError && error.retryable;
        if (!mayPass || attempt === reopenAttemptsMax) throw error;
        this.logger.warn({ err: error, labSessionId: session.id, attempt }, 'not open again yet');
        await sleep(reopenRetryMs, undefined, { signal });
      }
    }
  }

  async #isStillReady(session: StoredLabSession): Promise<boolean> {
    const current = await this.repository.find(session.id);
    return current !== undefined && isSame(current, session);
  }
}

function isSame(current: StoredLabSession, session: StoredLabSession): boolean {
  return current.state === 'ready' && current.generation === session.generation;
}
