import type { Request } from 'express';
import type { Learner } from './learner.js';

/** A request as it leaves the authentication guard. */
export interface LearnerRequest extends Request {
  learner?: Learner;
}
