import type { KubeObject } from '@drillyard/kube-objects';
import { KubeApiError } from '../kube-api-error.js';
import type { Clock } from './clock.js';
import type { ComponentClient } from './component-client.js';
import { type Event, type EventType, eventName, events, referenceTo, timestamp } from './event.js';
import { type Correlated, EventCorrelator } from './event-correlator.js';

/** Events that wait to be written; the newest are dropped beyond, as a component must not wait for them. */
const pendingMax = 1_000;

export interface EventRecorderOptions {
  readonly client: ComponentClient;
  readonly clock: Clock;
  /** Who tells: `deployment-controller`. */
  readonly component: string;
  /** The node it tells it from, for kubelets. */
  readonly host?: string;
  /**
   * Leaves what is told lie for so long before it is written, so that more urgent writes of a burst
   * come first; 0 where it is left out.
   */
  readonly delayMs?: number;
  /** Hears of what is not a refusal of the API. */
  readonly onError: (error: unknown) => void;
}

/**
 * Writes events about objects, in order and behind the back of whoever tells them (client-go
 * `record.EventRecorder`). Keeps nothing until there is something to tell.
 */
export class EventRecorder {
  private correlator: EventCorrelator | undefined;
  private readonly pending: Event[] = [];
  private writing = false;

  constructor(private readonly options: EventRecorderOptions) {}

  event(
    object: KubeObject,
    type: EventType,
    reason: string,
    message: string,
    fieldPath?: string,
  ): void {
    if (this.pending.length >= pendingMax) return;
    const { clock, component, host } = this.options;
    const now = clock.now();
    const involvedObject = referenceTo(object, fieldPath);
    this.pending.push({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: eventName(involvedObject.name, now),
        namespace: involvedObject.namespace ?? 'default',
      },
      involvedObject,
      reason,
      message,
      source: { component, ...(host === undefined ? {} : { host }) },
      firstTimestamp: timestamp(now),
      lastTimestamp: timestamp(now),
      count: 1,
      type,
      reportingComponent: component,
      reportingInstance: host ?? '',
    });
    if (!this.writing) void this.writeAll();
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    this.correlator ??= new EventCorrelator(this.options.clock);
    const { clock, delayMs = 0 } = this.options;
    // What is being written when the event is told comes first.
    await new Promise<void>((resolve) => {
      if (delayMs === 0) setImmediate(resolve);
      else clock.after(delayMs, resolve);
    });
    for (let next = this.pending.shift(); next !== undefined; next = this.pending.shift()) {
      const correlated = this.correlator.correlate(next);
      if (correlated === undefined) continue;
      try {
        await this.write(correlated, this.correlator);
      } catch (error) {
        // A refusal stands: the namespace is going away, or there is no room for events.
        if (!(error instanceof KubeApiError)) this.options.onError(error);
      }
    }
    this.writing = false;
  }

  private async write({ event, patch, key }: Correlated, correlator: EventCorrelator) {
    const { client } = this.options;
    if (patch === undefined) {
      await client.create(events, event);
      return;
    }
    const { namespace = '', name = '' } = event.metadata;
    try {
      await client.patch(events, { namespace, name }, { type: 'strategic', body: patch });
    } catch (error) {
      if (!(error instanceof KubeApiError) || error.reason !== 'NotFound') throw error;
      correlator.forget(key);
      await client.create(events, event);
    }
  }
}
