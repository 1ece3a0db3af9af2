import { ageOf, formatLabels, nameOf } from './cells.js';
import type { Printed, Printer } from './printer.js';

export const servicePrinter: Printer = {
  group: '',
  resource: 'services',
  columns: ['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', '+Selector'],
  cells: (object, now) => {
    const { type = '', clusterIPs = [], ports = [], selector } = object['spec'] ?? {};
    return [
      nameOf(object),
      type,
      clusterIPs[0] ?? '<none>',
      externalIp(object),
      ports.map(formatPort).join(',') || '<none>',
      ageOf(object, now),
      formatLabels(selector),
    ];
  },
};

function formatPort({
  port,
  nodePort = 0,
  protocol = '',
}: Record<string, number | string>): string {
  return Number(nodePort) > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;
}

function externalIp({ spec, status }: Printed): string {
  const external: string[] = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return external.join(',') || '<none>';
    case 'ExternalName':
      return spec.externalName ?? '';
    case 'LoadBalancer': {
      const ingress: { ip?: string; hostname?: string }[] = status?.loadBalancer?.ingress ?? [];
      const addresses = ingress.map(({ ip, hostname }) => ip || hostname || '').filter(Boolean);
      return [...[...new Set(addresses)].sort(), ...external].join(',') || '<pending>';
    }
    default:
      return '<unknown>';
  }
}
