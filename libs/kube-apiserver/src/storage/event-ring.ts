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

/** How much history is kept. */
export interface EventRingLimits {
  readonly eventsMax: number;
  readonly eventBytesMax: number;
}

/** The latest writes in order: the history watches and list pages can go back to. */
export class EventRing {
  private events: { readonly event: StorageEvent; readonly bytes: number }[] = [];
  /** Events before this position have been dropped; the array catches up now and then. */
  private start = 0;
  private bytes = 0;
  private oldest: number;

  constructor(
    private readonly limits: EventRingLimits,
    startsAt: number,
  ) {
    this.oldest = startsAt;
  }

  /** Every event after this resourceVersion is known. */
  get startsAfter(): number {
    return this.oldest;
  }

  /** `bytes` is what the event keeps in memory. */
  push(event: StorageEvent, bytes: number): void {
    this.events.push({ event, bytes });
    this.bytes += bytes;
    const { eventsMax, eventBytesMax } = this.limits;
    while (this.events.length - this.start > eventsMax || this.bytes > eventBytesMax) {
      this.dropOldest();
    }
    if (this.start <= eventsMax) return;
    this.events = this.events.slice(this.start);
    this.start = 0;
  }

  /** The events after a resourceVersion, oldest first. Throws EXPIRED where some are forgotten. */
  after(resourceVersion: number): StorageEvent[] {
    if (resourceVersion < this.oldest) {
      throw new StorageError(
        'EXPIRED',
        `too old resource version: ${resourceVersion} (${this.oldest})`,
      );
    }
    let index = this.events.length;
    while (index > this.start && this.versionAt(index - 1) > resourceVersion) index--;
    return this.events.slice(index).map(({ event }) => event);
  }

  private dropOldest(): void {
    this.bytes -= this.events[this.start]?.bytes ?? 0;
    this.oldest = this.versionAt(this.start);
    // The place is kept until the array catches up, what it held is not.
    this.events[this.start] = dropped;
    this.start += 1;
  }

  private versionAt(index: number): number {
    return this.events[index]?.event.resourceVersion ?? 0;
  }
}

const nothing = { apiVersion: '', kind: '', metadata: {} };
const dropped = {
  event: { resourceVersion: 0, table: '', key: '', type: 'DELETED', object: nothing },
  bytes: 0,
} as const;
