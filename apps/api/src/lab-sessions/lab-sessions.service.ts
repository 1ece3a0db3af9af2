import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Learner } from '../auth/learner.js';
import { LabAvailability } from '../catalog/lab-availability.js';
import { Labs } from '../catalog/labs.js';
import { CLOCK, type Clock } from '../clock/clock.module.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { Drain } from '../operator/drain.js';
import { RequestError } from '../request-error.js';
import type { LabSessionView } from './lab-session.dto.js';
import {
  endLabSession,
  extendLabSession,
  type LabSession,
  requestLabSession,
  resetLabSession,
} from './lab-session.js';
import { LabSessionAccess } from './lab-session-access.js';
import { policyOf } from './lab-session-policy.js';
import { LabSessionReconciler } from './lab-session-reconciler.js';
import { LabSessionViews } from './lab-session-views.js';
import { LabSessionsRepository } from './lab-sessions.repository.js';

/** What a learner asks of sessions: rows are written here, the reconciler does the work. */
@Injectable()
export class LabSessionsService {
  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly access: LabSessionAccess,
    private readonly views: LabSessionViews,
    private readonly reconciler: LabSessionReconciler,
    private readonly availability: LabAvailability,
    private readonly labs: Labs,
    private readonly drain: Drain,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Starts the lab; goes on with the session that is live, or failed, where there is one. */
  async start(learner: Learner, name: string): Promise<{ view: LabSessionView; isNew: boolean }> {
    this.availability.require(name);
    const live = await this.repository.listLive(learner.id);
    const same = live.find(({ lab }) => lab === name);
    if (same === undefined) this.drain.requireOpen();
    if (same !== undefined) return { view: await this.views.of(same, learner), isNew: false };
    this.#requireRoom(live);
    const latest = await this.repository.findLatest(learner.id, name);
    if (latest?.state === 'failed') {
      return { view: await this.#change(learner, latest.id, resetLabSession), isNew: true };
    }
    const request = { id: randomUUID(), learnerId: learner.id, lab: name };
    const { stored, isNew } = await this.repository.create(
      requestLabSession(request, this.clock.now()),
    );
    this.reconciler.wake();
    return { view: await this.views.of(stored, learner), isNew };
  }

  async list(learner: Learner): Promise<LabSessionView[]> {
    const live = await this.repository.listLive(learner.id);
    return Promise.all(live.map((session) => this.views.of(session, learner)));
  }

  async get(learner: Learner, id: string): Promise<LabSessionView> {
    return this.views.of(await this.access.get(learner, id), learner);
  }

  async extend(learner: Learner, id: string): Promise<LabSessionView> {
    await this.access.get(learner, id);
    return this.#change(learner, id, (session) =>
      extendLabSession(session, policyOf(this.labs.find(session.lab), this.config.labSessions)),
    );
  }

  async reset(learner: Learner, id: string): Promise<LabSessionView> {
    await this.access.get(learner, id);
    return this.#change(learner, id, resetLabSession);
  }

  async end(learner: Learner, id: string): Promise<LabSessionView> {
    await this.access.get(learner, id);
    return this.#change(learner, id, endLabSession);
  }

  /** As an operator ends it. @throws RequestError LAB_SESSION_NOT_FOUND */
  async endAnybodys(id: string): Promise<void> {
    await this.access.requireAny(id);
    await this.repository.change(id, endLabSession);
    this.reconciler.interrupt(id);
  }

  async #change(
    learner: Learner,
    id: string,
    transition: (session: LabSession) => LabSession,
  ): Promise<LabSessionView> {
    const session = await this.repository.change(id, transition);
    this.reconciler.interrupt(id);
    return this.views.of(session, learner);
  }

  #requireRoom(live: readonly LabSession[]): void {
    const { perLearnerMax } = this.config.labSessions;
    if (live.length < perLearnerMax) return;
    throw new RequestError(
      'LAB_SESSION_LIMIT',
      `You have ${live.length} labs open, which is all you can have at a time; end one first: ` +
        `${live.map(({ lab }) => lab).join(', ')}.`,
    );
  }
}
