import type { KubeObject } from '@drillyard/kube-objects';
import type { Conversion } from '../conversion.js';
import type { Draft } from '../resource-strategy.js';
import { eventsV1Strategy } from './event-strategy.js';

/** Names of one field in events.k8s.io/v1 and in the core group (`pkg/apis/events/v1`). */
const renamed = [
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['reportingController', 'reportingComponent'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
] as const;

/** events.k8s.io shows the events of the core group in its own words. */
export const eventConversion: Conversion = {
  group: 'events.k8s.io',
  version: 'v1',
  resource: 'events',
  stored: { group: '', resource: 'events' },
  strategy: eventsV1Strategy,
  toStored: (draft) => ({ ...rename(draft, 0, 1), apiVersion: 'v1' }),
  toServed: (object) => {
    const served = { ...rename(object, 1, 0), apiVersion: 'events.k8s.io/v1' };
    // Renaming keeps what makes it an object.
    return served as unknown as KubeObject;
  },
};

function rename(object: Draft, from: 0 | 1, to: 0 | 1): Draft {
  const names = new Map<string, string>(renamed.map((pair) => [pair[from], pair[to]]));
  return Object.fromEntries(
    Object.entries(object).map(([field, value]) => [names.get(field) ?? field, value]),
  );
}
