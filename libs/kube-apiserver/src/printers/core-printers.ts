import { ageOf, containerCells, formatLabels, nameOf } from './cells.js';
import { translateTimestampSince } from './human-duration.js';
import { nodePrinter } from './node-printer.js';
import { podPrinter } from './pod-printer.js';
import type { Printed, Printer } from './printer.js';
import { servicePrinter } from './service-printer.js';

const resourceQuotas: Printer = {
  group: '',
  resource: 'resourcequotas',
  columns: ['Name', 'Request', 'Limit', 'Age'],
  cells: (quota, now) => {
    const { hard = {}, used = {} } = quota['status'] ?? {};
    const shown = Object.keys(hard)
      .sort()
      .map((name) => [name, `${name}: ${used[name] ?? '0'}/${hard[name]}`] as const);
    const limits = shown.filter(([name]) => name.startsWith('limits.'));
    const requests = shown.filter(([name]) => !name.startsWith('limits.'));
    const [request, limit] = [requests, limits].map((list) =>
      list.map(([, text]) => text).join(', '),
    );
    return [nameOf(quota), request ?? '', limit ?? '', ageOf(quota, now)];
  },
};

const namespaces: Printer = {
  group: '',
  resource: 'namespaces',
  columns: ['Name', 'Status', 'Age'],
  cells: (object, now) => [nameOf(object), object['status']?.phase ?? '', ageOf(object, now)],
};

const configmaps: Printer = {
  group: '',
  resource: 'configmaps',
  columns: ['Name', 'Data', 'Age'],
  cells: (object, now) => {
    const keys = [object['data'], object['binaryData']].flatMap((map) => Object.keys(map ?? {}));
    return [nameOf(object), keys.length, ageOf(object, now)];
  },
};

const secrets: Printer = {
  group: '',
  resource: 'secrets',
  columns: ['Name', 'Type', 'Data', 'Age'],
  cells: (object, now) => {
    const count = Object.keys(object['data'] ?? {}).length;
    return [nameOf(object), object['type'] ?? '', count, ageOf(object, now)];
  },
};

const serviceaccounts: Printer = {
  group: '',
  resource: 'serviceaccounts',
  columns: ['Name', 'Age'],
  cells: (object, now) => [nameOf(object), ageOf(object, now)],
};

/** Endpoints shown before the rest is only counted. */
const endpointsShownMax = 3;

const endpoints: Printer = {
  group: '',
  resource: 'endpoints',
  columns: ['Name', 'Endpoints', 'Age'],
  cells: (object, now) => {
    const all = (object['subsets'] ?? []).flatMap(addressesOf);
    const shown = all.slice(0, endpointsShownMax).join(',');
    const more = all.length - endpointsShownMax;
    const text = more > 0 ? `${shown} + ${more} more...` : shown || '<none>';
    return [nameOf(object), text, ageOf(object, now)];
  },
};

function addressesOf({ addresses = [], ports = [] }: Printed): string[] {
  const ips: string[] = addresses.map(({ ip }: { ip: string }) => ip);
  if (ports.length === 0) return ips;
  return ports.flatMap(({ port }: { port: number }) =>
    ips.map((ip) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`)),
  );
}

const events: Printer = {
  group: '',
  resource: 'events',
  columns: [
    'Last Seen',
    'Type',
    'Reason',
    'Object',
    '+Subobject',
    '+Source',
    'Message',
    '+First Seen',
    '+Count',
    '+Name',
  ],
  cells: (event, now) => {
    const first = translateTimestampSince(event['firstTimestamp'] || event['eventTime'], now);
    const last = event['series']?.lastObservedTime ?? event['lastTimestamp'];
    const { kind = '', name = '', fieldPath = '' } = event['involvedObject'] ?? {};
    return [
      last ? translateTimestampSince(last, now) : first,
      event['type'] ?? '',
      event['reason'] ?? '',
      name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`,
      fieldPath,
      eventSource(event),
      String(event['message'] ?? '').trim(),
      first,
      event['series']?.count ?? (event['count'] || 1),
      nameOf(event),
    ];
  },
};

function eventSource(event: Printed): string {
  const component = event['source']?.component || event['reportingComponent'] || '';
  const instance = event['source']?.host || event['reportingInstance'] || '';
  return instance === '' ? component : `${component}, ${instance}`;
}

const replicationcontrollers: Printer = {
  group: '',
  resource: 'replicationcontrollers',
  columns: [
    'Name',
    'Desired:integer',
    'Current:integer',
    'Ready:integer',
    'Age',
    '+Containers',
    '+Images',
    '+Selector',
  ],
  cells: (object, now) => [
    nameOf(object),
    object['spec']?.replicas ?? 0,
    object['status']?.replicas ?? 0,
    object['status']?.readyReplicas ?? 0,
    ageOf(object, now),
    ...containerCells(object['spec']?.template?.spec?.containers),
    formatLabels(object['spec']?.selector),
  ],
};

export const corePrinters: readonly Printer[] = [
  podPrinter,
  servicePrinter,
  nodePrinter,
  namespaces,
  configmaps,
  secrets,
  serviceaccounts,
  endpoints,
  events,
  { ...events, group: 'events.k8s.io' },
  replicationcontrollers,
  resourceQuotas,
];
