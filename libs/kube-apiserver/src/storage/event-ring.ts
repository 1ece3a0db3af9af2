import type { KubeObject } from '@drillyard/kube-objects';
import { StorageError } from './storage-error.js';

/** One write as a watch sees it. */
export interface StorageEvent {
  readonly resourceVersion: number;
  readonly table: string;
  readonly key: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** As it is now; for DELETED as it last was, with the resourceVersion of the deletion. */
  readonly object: KubeObject;
  /** As it was before; absent for ADDED. */
  readonly previous?: KubeObject;
}

/** The latest writes in order: the history watches and list pages can go back to. */
export class EventRing {
  private events: StorageEvent[] = [];
  private oldest: number;

  constructor(
    private readonly eventsMax: number,
    startsAt: number,
  ) {
    this.oldest = startsAt;
  }

  /** Every event after this resourceVersion is known. */
  get startsAfter(): number {
    return this.oldest;
  }

  push(event: StorageEvent): void {
    this.events.push(event);
    // Dropping in batches keeps a push cheap; up to twice the limit is held in between.
    if (this.events.length < 2 * this.eventsMax) return;
    this.events = this.events.slice(this.eventsMax);
    this.oldest = (this.events[0]?.resourceVersion ?? this.oldest + 1) - 1;
  }

  /** The events after a resourceVersion, oldest first. Throws EXPIRED where some are forgotten. */
  after(resourceVersion: number): readonly StorageEvent[] {
    if (resourceVersion < this.oldest) {
      throw new StorageError(
        'EXPIRED',
        `too old resource version: ${resourceVersion} (${this.oldest})`,
      );
    }
    let index = this.events.length;
    while (index > 0 && (this.events[index - 1]?.resourceVersion ?? 0) > resourceVersion) index--;
    return this.events.slice(index);
  }
}
