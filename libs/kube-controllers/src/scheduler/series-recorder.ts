import {
  type Clock,
  type ComponentClient,
  type EventType,
  eventName,
  KubeApiError,
  microTimestamp,
  type ResourceType,
  referenceTo,
} from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';

/** events.k8s.io/v1 `Event` as it is first written. */
interface SeriesEvent extends KubeObject {
  readonly eventTime: string;
  readonly reason: string;
  readonly note: string;
}

const events: ResourceType<SeriesEvent> = {
  group: 'events.k8s.io',
  version: 'v1',
  resource: 'events',
  kind: 'Event',
  namespaced: true,
};

/** A repetition later than this begins a series anew (client-go `finishTime`). */
const finishMs = 6 * 60_000;
/** Different events remembered; with more of them the oldest are told anew. */
const seriesMax = 4_096;
/** Events that wait to be written; more are dropped, as nothing must wait for them. */
const pendingMax = 1_000;
/** Characters of a note; longer ones end in dots. */
const noteMax = 1_024;

interface Series {
  readonly name: string;
  count: number;
  lastMs: number;
}

export interface SeriesRecorderOptions {
  readonly client: ComponentClient;
  readonly clock: Clock;
  /** `default-scheduler`. */
  readonly controller: string;
  readonly instance: string;
  readonly onError: (error: unknown) => void;
}

/** Writes events of the new kind: an event that repeats becomes a series (client-go `tools/events`). */
export class SeriesRecorder {
  private readonly series = new Map<string, Series>();
  private last: Promise<void> = Promise.resolve();
  private pending = 0;

  constructor(private readonly options: SeriesRecorderOptions) {}

  event(
    regarding: KubeObject,
    type: EventType,
    reason: string,
    action: string,
    message: string,
  ): void {
    if (this.pending >= pendingMax) return;
    const now = this.options.clock.now();
    const note = message.length > noteMax ? `${message.slice(0, noteMax - 4)} ...` : message;
    const reference = referenceTo(regarding);
    const key = [type, reason, action, note, ...Object.values(reference)].join('\0');
    const known = this.series.get(key);
    if (known !== undefined && now.getTime() - known.lastMs <= finishMs) {
      known.count++;
      known.lastMs = now.getTime();
      // Later repetitions are only counted: upstream writes them each half an hour.
      if (known.count > 2) return;
      const series = { count: known.count, lastObservedTime: microTimestamp(now) };
      const { namespace = 'default' } = reference;
      const name = { namespace, name: known.name };
      this.write(() =>
        this.options.client.patch(events, name, { type: 'merge', body: { series } }),
      );
      return;
    }
    const event = this.newEvent(reference, { type, reason, action, note }, now);
    this.remember(key, { name: event.metadata.name ?? '', count: 1, lastMs: now.getTime() });
    this.write(() => this.options.client.create(events, event));
  }

  private newEvent(
    regarding: ReturnType<typeof referenceTo>,
    what: { type: EventType; reason: string; action: string; note: string },
    now: Date,
  ): SeriesEvent {
    return {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: {
        name: eventName(regarding.name, now),
        namespace: regarding.namespace ?? 'default',
      },
      eventTime: microTimestamp(now),
      reportingController: this.options.controller,
      reportingInstance: this.options.instance,
      ...what,
      regarding,
    };
  }

  private remember(key: string, series: Series): void {
    this.series.delete(key);
    this.series.set(key, series);
    if (this.series.size <= seriesMax) return;
    const [oldest] = this.series.keys();
    if (oldest !== undefined) this.series.delete(oldest);
  }

  /** One after the other; a refusal stands. */
  private write(send: () => Promise<unknown>): void {
    this.pending++;
    this.last = this.last
      .then(send)
      .catch((error) => {
        if (!(error instanceof KubeApiError)) this.options.onError(error);
      })
      .then(() => void this.pending--);
  }
}
