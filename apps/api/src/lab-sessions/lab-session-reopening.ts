import { setTimeout as sleep } from 'node:timers/promises';
import { OperationalError } from '@drillyard/errors';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { failLabSession } from './lab-session.js';
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
    private readonly builder: EnvironmentBuilder,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Opens the session's environment; fails the session where it cannot be brought back. */
  async reopen(session: StoredLabSession, signal: AbortSignal): Promise<void> {
    try {
      await this.#open(session, signal);
      const current = await this.repository.find(session.id);
      // Ended or reset meanwhile: whoever did that takes it from here.
      if (current === undefined || !isSame(current, session)) await this.builder.close(session.id);
    } catch (error) {
      if (signal.aborted) return;
      this.logger.error({ err: error, labSessionId: session.id }, 'a lab session was lost');
      await this.repository.change(session.id, (current) =>
        isSame(current, session) ? failLabSession(current, toFailure(error)) : current,
      );
    }
  }

  /** What failed for a reason that may pass is tried again: giving up deletes the cluster. */
  async #open(session: StoredLabSession, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.builder.reopen(session);
        return;
      } catch (error) {
        const mayPass = error instanceof OperationalError && error.retryable;
        if (!mayPass || attempt === reopenAttemptsMax) throw error;
        this.logger.warn({ err: error, labSessionId: session.id, attempt }, 'not open again yet');
        await sleep(reopenRetryMs, undefined, { signal });
      }
    }
  }
}

function isSame(current: StoredLabSession, session: StoredLabSession): boolean {
  return current.state === 'ready' && current.generation === session.generation;
}
