import { Injectable } from '@nestjs/common';
import { filter, last, map, type Observable, Subject } from 'rxjs';

/** Tells, in this process, that something about a lab session has been stored. */
@Injectable()
export class LabSessionChanges {
  readonly #ids = new Subject<string>();

  publish(labSessionId: string): void {
    this.#ids.next(labSessionId);
  }

  of(labSessionId: string): Observable<void> {
    return this.#ids.pipe(
      filter((id) => id === labSessionId),
      map(() => undefined),
    );
  }

  /** Emits once, when the server stops. */
  get completed(): Observable<unknown> {
    return this.#ids.pipe(last(undefined, ''));
  }

  complete(): void {
    this.#ids.complete();
  }
}
