import { Injectable, type MessageEvent } from '@nestjs/common';
import {
  concatMap,
  finalize,
  interval,
  map,
  merge,
  type Observable,
  of,
  takeUntil,
  throttleTime,
} from 'rxjs';
import type { Learner } from '../auth/learner.js';
import { RequestError } from '../request-error.js';
import { LabSessionAccess } from './lab-session-access.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionViews } from './lab-session-views.js';

/** Several checks turning at once are one event; a learner sees no delay this short. */
const throttleMs = 40;
/** Proxies cut streams that are silent for a minute. */
const heartbeatMs = 25_000;

/** Pages that follow one session at a time: every change is written to each of them. */
const streamsPerSessionMax = 20;

@Injectable()
export class LabSessionEvents {
  readonly #streams = new Map<string, number>();

  constructor(
    private readonly access: LabSessionAccess,
    private readonly views: LabSessionViews,
    private readonly changes: LabSessionChanges,
  ) {}

  /** The session's view now and after every change, until the client leaves or the server stops. */
  async stream(learner: Learner, id: string): Promise<Observable<MessageEvent>> {
    const { lab } = await this.access.get(learner, id);
    this.#count(id, 1, lab);
    const views = merge(of(undefined), this.changes.of(id)).pipe(
      throttleTime(throttleMs, undefined, { leading: true, trailing: true }),
      concatMap(() => this.views.get(id)),
      map((view): MessageEvent => ({ data: view })),
    );
    const heartbeats = interval(heartbeatMs).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: '' })),
    );
    return merge(views, heartbeats).pipe(
      takeUntil(this.changes.completed),
      finalize(() => this.#count(id, -1, lab)),
    );
  }

  #count(id: string, change: 1 | -1, lab: string): void {
    const streams = (this.#streams.get(id) ?? 0) + change;
    if (streams > streamsPerSessionMax) {
      throw new RequestError(
        'EVENT_STREAM_LIMIT',
        `The session of ${lab} is followed by ${streamsPerSessionMax} pages, which is all; close one.`,
      );
    }
    if (streams === 0) this.#streams.delete(id);
    else this.#streams.set(id, streams);
  }
}
