import type { Node, Taint } from '../api/core.js';

export const unschedulableTaint = 'node.kubernetes.io/unschedulable';

/** The taint a condition stands for, by its type and status (`nodeConditionToTaintKeyStatusMap`). */
const conditionTaints: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: {
    False: 'node.kubernetes.io/not-ready',
    Unknown: 'node.kubernetes.io/unreachable',
  },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};

/** `True`, `False` or `Unknown`; undefined for a node that has not said yet. */
export function readinessOf({ status }: Node): string | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

/**
 * The taints a node is to have. Those of others stay where they are; those that are due and
 * missing come behind them.
 *
 * @param evicts whether a node that is not ready loses its pods
 */
export function taintsOf(node: Node, evicts: boolean, timeAdded: string): readonly Taint[] {
  const wanted = [
    ...[...scheduling(node)].map((key) => ({ key, effect: 'NoSchedule' })),
    ...[...executing(node, evicts)].map((key) => ({ key, effect: 'NoExecute' })),
  ];
  const isWanted = (taint: Taint) =>
    wanted.some(({ key, effect }) => key === taint.key && effect === taint.effect);
  const current = node.spec?.taints ?? [];
  const kept = current.filter((taint) => !isOurs(taint) || isWanted(taint));
  const missing = wanted.filter(
    (taint) => !current.some(({ key, effect }) => key === taint.key && effect === taint.effect),
  );
  return [...kept, ...missing.map((taint) => ({ ...taint, timeAdded }))];
}

function isOurs({ key, effect }: Taint): boolean {
  if (effect === 'NoExecute') return Object.values(conditionTaints['Ready'] ?? {}).includes(key);
  const all = Object.values(conditionTaints).flatMap((keys) => Object.values(keys));
  return effect === 'NoSchedule' && (key === unschedulableTaint || all.includes(key));
}

/** Keys of what keeps new pods away (`doNoScheduleTaintingPass`). */
function scheduling(node: Node): Set<string> {
  const wanted = new Set<string>();
  for (const { type, status } of node.status?.conditions ?? []) {
    const key = conditionTaints[type]?.[status];
    if (key !== undefined) wanted.add(key);
  }
  if (node.spec?.unschedulable === true) wanted.add(unschedulableTaint);
  // A node that has not said yet how it is keeps what admission gave it.
  if (readinessOf(node) === undefined) wanted.add('node.kubernetes.io/not-ready');
  return wanted;
}

/** Keys of what drives pods away (`processTaintBaseEviction`). */
function executing(node: Node, evicts: boolean): Set<string> {
  const readiness = readinessOf(node);
  const { taints = [] } = node.spec ?? {};
  if (readiness === undefined) {
    const own = taints.filter((taint) => taint.effect === 'NoExecute' && isOurs(taint));
    return new Set(own.map(({ key }) => key));
  }
  const key = conditionTaints['Ready']?.[readiness];
  return new Set(key === undefined || !evicts ? [] : [key]);
}
