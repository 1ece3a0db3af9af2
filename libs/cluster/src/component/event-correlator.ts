import type { Clock } from './clock.js';
import type { Event } from './event.js';
import { RecentMap } from './recent-map.js';

/** Keys remembered of each kind; the least recently used is forgotten, and told anew. */
const entriesMax = 4_096;
/** So many different messages for one reason, none further apart than this, become one event. */
const aggregation = { messagesMax: 10, intervalMs: 600_000 };
/** Events of one source about one object: a burst, then one in five minutes. */
const spam = { burst: 25, perSecond: 1 / 300 };

interface Similar {
  readonly messages: Set<string>;
  lastMs: number;
}

interface Observation {
  readonly name: string;
  readonly firstTimestamp: string;
  count: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** What is to be written: a new event, or what has changed of one that was written before. */
export interface Correlated {
  readonly event: Event;
  readonly patch?: Pick<Event, 'count' | 'lastTimestamp' | 'message'>;
  readonly key: string;
}

/**
 * Keeps a component that repeats itself from flooding the API: equal events are counted, similar
 * ones combined, too many dropped (client-go `record.EventCorrelator`).
 */
export class EventCorrelator {
  private readonly similar = new RecentMap<Similar>(entriesMax);
  private readonly observed = new RecentMap<Observation>(entriesMax);
  private readonly buckets = new RecentMap<Bucket>(entriesMax);

  constructor(private readonly clock: Clock) {}

  /** Undefined where the event is to be dropped. */
  correlate(event: Event): Correlated | undefined {
    const { key, combined } = this.aggregate(event);
    const observation = this.observed.get(key);
    const seen = observation === undefined ? combined : countedAgain(combined, observation);
    const { name = '' } = seen.metadata;
    const { count, firstTimestamp, lastTimestamp, message } = seen;
    this.observed.set(key, { name, firstTimestamp, count });
    if (this.isSpam(event)) return undefined;
    if (observation === undefined) return { event: seen, key };
    return { event: seen, patch: { count, lastTimestamp, message }, key };
  }

  /** An event that was to be patched is gone: the next one is new. */
  forget(key: string): void {
    this.observed.delete(key);
  }

  private aggregate(event: Event): { key: string; combined: Event } {
    const nowMs = this.clock.now().getTime();
    const key = [sourceOf(event), event.type, event.reason].join('\0');
    const before = this.similar.get(key);
    const isFresh = before !== undefined && nowMs - before.lastMs <= aggregation.intervalMs;
    const record = isFresh ? before : { messages: new Set<string>(), lastMs: nowMs };
    record.messages.add(event.message);
    record.lastMs = nowMs;
    this.similar.set(key, record);
    if (record.messages.size < aggregation.messagesMax) {
      return { key: [key, event.message].join('\0'), combined: event };
    }
    const [oldest = ''] = record.messages;
    record.messages.delete(oldest);
    const message = `(combined from similar events): ${event.message}`;
    return { key, combined: { ...event, message } };
  }

  private isSpam(event: Event): boolean {
    const nowMs = this.clock.now().getTime();
    const key = [sourceOf(event), event.type].join('\0');
    const bucket = this.buckets.get(key) ?? { tokens: spam.burst, atMs: nowMs };
    const filled = ((nowMs - bucket.atMs) / 1_000) * spam.perSecond;
    bucket.tokens = Math.min(spam.burst, bucket.tokens + Math.max(filled, 0));
    bucket.atMs = nowMs;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) return true;
    bucket.tokens--;
    return false;
  }
}

function countedAgain(event: Event, { name, firstTimestamp, count }: Observation): Event {
  const metadata = { ...event.metadata, name };
  return { ...event, metadata, firstTimestamp, count: count + 1 };
}

function sourceOf({ source, involvedObject }: Event): string {
  const { kind, namespace, name, uid, apiVersion, fieldPath } = involvedObject;
  const parts = [source.component, source.host, kind, namespace, name, uid, apiVersion, fieldPath];
  return parts.join('\0');
}
