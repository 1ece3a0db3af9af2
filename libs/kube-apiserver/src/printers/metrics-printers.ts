import { addQuantities, formatQuantity, parseQuantity } from '@drillyard/kube-schema';
import { metricsGroup } from '../metrics-api/metrics-resources.js';
import { ageOf, nameOf } from './cells.js';
import type { Printed, Printer } from './printer.js';

type Usage = Readonly<Record<string, string>>;

const columns = ['Name', 'cpu', 'memory', 'Window'];

/** As the aggregation layer prints where a group is served, and metrics-server its figures. */
export const metricsPrinters: readonly Printer[] = [
  {
    group: 'apiregistration.k8s.io',
    resource: 'apiservices',
    columns: ['Name', 'Service', 'Available', 'Age'],
    cells: (object, now) => {
      const { service } = object['spec'] ?? {};
      const place = service ? `${service.namespace}/${service.name}` : 'Local';
      return [nameOf(object), place, availability(object), ageOf(object, now)];
    },
  },
  {
    group: metricsGroup,
    resource: 'nodes',
    columns,
    cells: ({ metadata, usage, window }) => [metadata.name ?? '', ...amounts([usage]), window],
  },
  {
    group: metricsGroup,
    resource: 'pods',
    columns,
    cells: ({ metadata, containers, window }) => {
      const usages = containers.map(({ usage }: { usage: Usage }) => usage);
      return [metadata.name ?? '', ...amounts(usages), window];
    },
  },
];

function availability({ status }: Printed): string {
  const conditions: { type: string; status: string; reason?: string }[] = status?.conditions ?? [];
  const available = conditions.find(({ type }) => type === 'Available');
  if (available === undefined) return 'Unknown';
  const { status: state, reason } = available;
  return state === 'True' || !reason ? state : `${state} (${reason})`;
}

function amounts(usages: readonly Usage[]): string[] {
  return ['cpu', 'memory'].map((name) => {
    const each = usages.map((usage) => parseQuantity(usage[name] ?? '0'));
    return formatQuantity(each.reduce(addQuantities, parseQuantity('0')));
  });
}
