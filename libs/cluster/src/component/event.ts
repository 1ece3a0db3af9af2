import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceType } from './component-client.js';

/** core/v1 `ObjectReference`. */
export interface ObjectReference {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid?: string;
  readonly apiVersion: string;
  readonly resourceVersion?: string;
  readonly fieldPath?: string;
}

export type EventType = 'Normal' | 'Warning';

/** core/v1 `Event` as recorders of the old kind write it: one event, counted. */
export interface Event extends KubeObject {
  readonly involvedObject: ObjectReference;
  readonly reason: string;
  readonly message: string;
  readonly source: { readonly component: string; readonly host?: string };
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
  readonly count: number;
  readonly type: EventType;
  readonly reportingComponent: string;
  readonly reportingInstance: string;
}

export const events: ResourceType<Event> = {
  group: '',
  version: 'v1',
  resource: 'events',
  kind: 'Event',
  namespaced: true,
};

/** What an event says it is about. */
export function referenceTo(object: KubeObject, fieldPath?: string): ObjectReference {
  const { apiVersion, kind } = object;
  const { namespace, name = '', uid, resourceVersion } = object.metadata;
  return {
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(uid === undefined ? {} : { uid }),
    apiVersion,
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
}

let sequence = 0;

/** The object's name and a time in nanoseconds, of which the clock tells only the milliseconds. */
export function eventName(name: string, now: Date): string {
  sequence = (sequence + 1) % 1_000_000;
  return `${name}.${(BigInt(now.getTime()) * 1_000_000n + BigInt(sequence)).toString(16)}`;
}

/** RFC 3339 in whole seconds (metav1 `Time`). */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** RFC 3339 in microseconds (metav1 `MicroTime`). */
export function microTimestamp(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
