import type { BaseObject } from '../storage/shared-base.js';

/** Upstream's `scheduling.SystemPriorityClasses`. */
export function priorityClassObjects(): BaseObject[] {
  return [
    ['system-node-critical', 2_000_001_000] as const,
    ['system-cluster-critical', 2_000_000_000] as const,
  ].map(([name, value]) => ({
    resource: { group: 'scheduling.k8s.io', resource: 'priorityclasses' },
    object: {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, generation: 1 },
      value,
      description: 'Reserved for pods the cluster cannot do without.',
      preemptionPolicy: 'PreemptLowerPriority',
    },
  }));
}
