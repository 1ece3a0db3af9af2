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
  ],
  selectableField(event, field) {
    const { source } = event as Draft;
    return field === 'source'
      ? (source?.component ?? '') || ((event as Draft)['reportingComponent'] ?? '')
      : undefined;
  },
};
