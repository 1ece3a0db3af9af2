import { Injectable } from '@nestjs/common';
import type { Learner } from '../auth/learner.js';
import { isUuid } from '../http/is-uuid.js';
import { RequestError } from '../request-error.js';
import { LabSessionsRepository, type StoredLabSession } from './lab-sessions.repository.js';

/** A learner reaches their own sessions only; others' do not exist for them. */
@Injectable()
export class LabSessionAccess {
  constructor(private readonly repository: LabSessionsRepository) {}

  async get(learner: Learner, id: string): Promise<StoredLabSession> {
    const session = await this.#find(id);
    if (session?.learnerId === learner.id) return session;
    throw notFound(id);
  }

  /** For whoever may end everybody's. */
  async requireAny(id: string): Promise<void> {
    if ((await this.#find(id)) === undefined) throw notFound(id);
  }

  async #find(id: string): Promise<StoredLabSession | undefined> {
    return isUuid(id) ? this.repository.find(id) : undefined;
  }
}

function notFound(id: string): RequestError {
  return new RequestError(
    'LAB_SESSION_NOT_FOUND',
    `There is no lab session ${id}; start the lab again.`,
  );
}
