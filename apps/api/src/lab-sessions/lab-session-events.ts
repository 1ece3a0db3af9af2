import { Injectable, type MessageEvent } from '@nestjs/common';
import {
  concatMap,
  defer,
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
    if (this.#countOf(id) >= streamsPerSessionMax) {
      throw new RequestError(
        'EVENT_STREAM_LIMIT',
        `The session of ${lab} is followed by ${streamsPerSessionMax} pages, which is all; close one.`,
      );
    }
    const views = merge(of(undefined), this.changes.of(id)).pipe(
      throttleTime(throttleMs, undefined, { leading: true, trailing: true }),
      concatMap(() => this.views.get(id, learner)),
      map((view): MessageEvent => ({ data: view })),
    );
    const heartbeats = interval(heartbeatMs).pipe(
      map((): MessageEvent => ({ type: 'heartbeat', data: '' })),
    );
    return defer(() => {
      this.#streams.set(id, this.#countOf(id) + 1);
      return merge(views, heartbeats);
    }).pipe(
      takeUntil(this.changes.completed),
      finalize(() => this.#leave(id)),
    );
  }

  #countOf(id: string): number {
    return this.#streams.get(id) ?? 0;
  }

  #leave(id: string): void {
    const left = this.#countOf(id) - 1;
    if (left > 0) this.#streams.set(id, left);
    else this.#streams.delete(id);
  }
}
