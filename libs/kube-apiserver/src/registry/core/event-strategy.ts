import { isDNS1123Subdomain, isPathSegmentName } from '@drillyard/kube-objects';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateAnyEvent, validateEventUpdate, validateNewEvent } from './event-validation.js';

export const eventStrategy: ResourceStrategy = {
  group: '',
  resource: 'events',
  createsOnUpdate: true,
  fieldSelectors: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
    // The same in the words of events.k8s.io.
    'regarding.kind',
    'regarding.namespace',
    'regarding.name',
    'regarding.uid',
    'regarding.apiVersion',
    'regarding.resourceVersion',
    'regarding.fieldPath',
    'reportingController',
  ],
  selectableField: (event, field) => readEventField(event as Draft, field),
  // Clients of old take names as they come.
  validateName: isPathSegmentName,
  validate: (event) => validateAnyEvent(event, 'reportingComponent'),
  validateUpdate: (event) => validateAnyEvent(event, 'reportingComponent'),
};

/** The same for clients of events.k8s.io/v1, which has rules of its own. */
export const eventsV1Strategy: ResourceStrategy = {
  ...eventStrategy,
  validateName: isDNS1123Subdomain,
  validate: (event) => [
    ...validateAnyEvent(event, 'reportingController'),
    ...validateNewEvent(event),
  ],
  validateUpdate: (event, old) => [
    ...validateAnyEvent(event, 'reportingController'),
    ...validateEventUpdate(event, old),
  ],
};

function readEventField(event: Draft, field: string): string | undefined {
  const { source, involvedObject = {}, reportingComponent = '' } = event;
  if (field === 'source') return source?.component || reportingComponent;
  if (field === 'reportingController') return reportingComponent;
  if (!field.startsWith('regarding.')) return undefined;
  return involvedObject[field.slice('regarding.'.length)] ?? '';
}
