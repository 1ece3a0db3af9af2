import type { Control, Forbidden } from '../control.js';
import type { Pod } from '../pod.js';

/** Baseline, "Host Namespaces": a pod has network, process and IPC namespaces of its own. */
export const hostNamespaces: Control = {
  id: 'hostNamespaces',
  level: 'baseline',
  versions: [{ since: 0, check }],
};

function check({ spec }: Pod): Forbidden | undefined {
  const fields = ['hostNetwork', 'hostPID', 'hostIPC'] as const;
  const shared = fields.filter((field) => spec?.[field] === true);
  if (shared.length === 0) return undefined;
  return {
    reason: 'host namespaces',
    detail: shared.map((field) => `${field}=true`).join(', '),
  };
}
