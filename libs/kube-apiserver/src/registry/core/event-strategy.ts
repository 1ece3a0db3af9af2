import { invalidValue } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';

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
  validate({ metadata, involvedObject = {} }) {
    const { namespace = '' } = involvedObject;
    // What has no namespace is reported in the default one.
    const expected = metadata.namespace === 'default' ? ['', 'default'] : [metadata.namespace];
    if (expected.includes(namespace)) return [];
    return [invalidValue('involvedObject.namespace', namespace, 'does not match event.namespace')];
  },
};

function readEventField(event: Draft, field: string): string | undefined {
  const { source, involvedObject = {}, reportingComponent = '' } = event;
  if (field === 'source') return source?.component || reportingComponent;
  if (field === 'reportingController') return reportingComponent;
  if (!field.startsWith('regarding.')) return undefined;
  return involvedObject[field.slice('regarding.'.length)] ?? '';
}
