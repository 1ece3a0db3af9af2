import { Injectable, type MessageEvent } from '@nestjs/common';
import {
  concatMap,
  interval,
  map,
  merge,
  type Observable,
  of,
  takeUntil,
  throttleTime,
} from 'rxjs';
import type { Learner } from '../auth/learner.js';
import { LabSessionAccess } from './lab-session-access.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionViews } from './lab-session-views.js';

/** Several checks turning at once are one event; a learner sees no delay this short. */
const throttleMs = 40;
/** Proxies cut streams that are silent for a minute. */
const heartbeatMs = 25_000;

@Injectable()
export class LabSessionEvents {
  constructor(
    private readonly access: LabSessionAccess,
    private readonly views: LabSessionViews,
    private readonly changes: LabSessionChanges,
  ) {}

  /** The session's view now and after every change, until the client leaves or the server stops. */
  async stream(learner: Learner, id: string): Promise<Observable<MessageEvent>> {
    await this.access.get(learner, id);
    const views = merge(of(undefined), this.changes.of(id)).pipe(
      throttleTime(throttleMs, undefined, { leading: true, trailing: true }),
      concatMap(() => this.views.get(id)),
      map((view): MessageEvent => ({ data: view })),
    );
    const heartbeats = interval(heartbeatMs).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: '' })),
    );
    return merge(views, heartbeats).pipe(takeUntil(this.changes.completed));
  }
}
