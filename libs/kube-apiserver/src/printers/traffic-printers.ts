import { ageOf, nameOf } from './cells.js';
import type { Printed, Printer } from './printer.js';

/** Entries of a cell that are shown; the rest is only counted. */
const shownMax = 3;

function listWithMore(all: readonly string[]): string {
  if (all.length === 0) return '<unset>';
  const shown = all.slice(0, shownMax).join(',');
  return all.length > shownMax ? `${shown} + ${all.length - shownMax} more...` : shown;
}

const endpointSlices: Printer = {
  group: 'discovery.k8s.io',
  resource: 'endpointslices',
  columns: ['Name', 'AddressType', 'Ports', 'Endpoints', 'Age'],
  cells: (slice, now) => {
    const ports: Printed[] = slice['ports'] ?? [];
    const endpoints: Printed[] = slice['endpoints'] ?? [];
    return [
      nameOf(slice),
      slice['addressType'] ?? '',
      listWithMore(ports.map(({ port, name }) => String(port ?? name ?? '*'))),
      listWithMore(endpoints.flatMap(({ addresses = [] }) => addresses)),
      ageOf(slice, now),
    ];
  },
};

const ingresses: Printer = {
  group: 'networking.k8s.io',
  resource: 'ingresses',
  columns: ['Name', 'Class', 'Hosts', 'Address', 'Ports', 'Age'],
  cells: (ingress, now) => {
    const { ingressClassName, rules = [], tls = [] } = ingress['spec'] ?? {};
    const addresses: Printed[] = ingress['status']?.loadBalancer?.ingress ?? [];
    return [
      nameOf(ingress),
      ingressClassName ?? '<none>',
      formatHosts(rules),
      [...new Set(addresses.map(({ ip, hostname }) => ip || hostname || ''))]
        .filter(Boolean)
        .sort()
        .join(','),
      tls.length > 0 ? '80, 443' : '80',
      ageOf(ingress, now),
    ];
  },
};

function formatHosts(rules: readonly { host?: string }[]): string {
  const hosts = rules.flatMap(({ host }) => host || []);
  if (hosts.length === 0) return '*';
  const shown = hosts.slice(0, shownMax).join(',');
  return hosts.length > shownMax ? `${shown} + ${rules.length - shownMax} more...` : shown;
}

const horizontalPodAutoscalers: Printer = {
  group: 'autoscaling',
  resource: 'horizontalpodautoscalers',
  columns: ['Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'],
  cells: (autoscaler, now) => {
    const {
      scaleTargetRef = {},
      minReplicas,
      maxReplicas = 0,
      metrics = [],
    } = autoscaler['spec'] ?? {};
    return [
      nameOf(autoscaler),
      `${scaleTargetRef.kind ?? ''}/${scaleTargetRef.name ?? ''}`,
      formatMetrics(metrics, autoscaler['status']?.currentMetrics ?? []),
      minReplicas === undefined ? '<unset>' : String(minReplicas),
      maxReplicas,
      autoscaler['status']?.currentReplicas ?? 0,
      ageOf(autoscaler, now),
    ];
  },
};

/** Metrics shown, each as `NAME: CURRENT/TARGET`. */
const metricsShownMax = 2;

function formatMetrics(metrics: readonly Printed[], current: readonly Printed[]): string {
  if (metrics.length === 0) return '<none>';
  const all = metrics.map((metric, index) => formatMetric(metric, current[index]));
  const shown = all.slice(0, metricsShownMax).join(', ');
  const more = all.length - metricsShownMax;
  return more > 0 ? `${shown} + ${more} more...` : shown;
}

const metricSources: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

function formatMetric(metric: Printed, status: Printed | undefined): string {
  const key = metricSources[metric['type']];
  if (key === undefined) return '<unknown type>';
  const { name, target = {} } = metric[key] ?? {};
  const now = status?.[key]?.current ?? {};
  if (key === 'resource' || key === 'containerResource') {
    if (target.averageValue !== undefined) {
      return `${name}: ${now.averageValue ?? '<unknown>'}/${target.averageValue}`;
    }
    return `${name}: ${percent(now.averageUtilization, '<unknown>')}/${percent(target.averageUtilization, '<auto>')}`;
  }
  const isAverage = target.averageValue !== undefined;
  const value = isAverage ? now.averageValue : now.value;
  const suffix = isAverage && key !== 'pods' ? ' (avg)' : '';
  return `${value ?? '<unknown>'}/${isAverage ? target.averageValue : target.value}${suffix}`;
}

function percent(value: number | undefined, otherwise: string): string {
  return value === undefined ? otherwise : `${value}%`;
}

export const trafficPrinters: readonly Printer[] = [
  endpointSlices,
  ingresses,
  horizontalPodAutoscalers,
];
