import { ageOf, nameOf } from './cells.js';
import type { Printed, Printer } from './printer.js';

const rolePrefix = 'node-role.kubernetes.io/';
const roleLabel = 'kubernetes.io/role';

export const nodePrinter: Printer = {
  group: '',
  resource: 'nodes',
  columns: [
    'Name',
    'Status',
    'Roles',
    'Age',
    'Version',
    '+Internal-IP',
    '+External-IP',
    '+OS-Image',
    '+Kernel-Version',
    '+Container-Runtime',
  ],
  cells: (node, now) => {
    const info = node['status']?.nodeInfo ?? {};
    const architecture = info.architecture ? ` (${info.architecture})` : '';
    return [
      nameOf(node),
      statusOf(node),
      rolesOf(node),
      ageOf(node, now),
      info.kubeletVersion ?? '',
      addressOf(node, 'InternalIP'),
      addressOf(node, 'ExternalIP'),
      info.osImage || '<unknown>',
      (info.kernelVersion || '<unknown>') + architecture,
      info.containerRuntimeVersion || '<unknown>',
    ];
  },
};

function statusOf({ spec, status }: Printed): string {
  const conditions: { type: string; status: string }[] = status?.conditions ?? [];
  const ready = conditions.findLast(({ type }) => type === 'Ready');
  const words = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (spec?.unschedulable === true) words.push('SchedulingDisabled');
  return words.join(',');
}

function rolesOf({ metadata }: Printed): string {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix)) return key.slice(rolePrefix.length) || [];
    return key === roleLabel && value !== '' ? value : [];
  });
  return [...new Set(roles)].sort().join(',') || '<none>';
}

function addressOf({ status }: Printed, wanted: string): string {
  const addresses: { type: string; address: string }[] = status?.addresses ?? [];
  return addresses.find(({ type }) => type === wanted)?.address ?? '<none>';
}
