import type { NamespacedObjects } from '@drillyard/cluster';

/** What a namespace says of its end (pkg/controller/namespace/deletion/status_condition_utils.go). */
export interface NamespaceCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

/** What goes well, in upstream's order: type, reason, message. */
const fine = [
  [
    'NamespaceDeletionDiscoveryFailure',
    'ResourcesDiscovered',
    'All resources successfully discovered',
  ],
  [
    'NamespaceDeletionGroupVersionParsingFailure',
    'ParsedGroupVersions',
    'All legacy kube types successfully parsed',
  ],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  [
    'NamespaceFinalizersRemaining',
    'ContentHasNoFinalizers',
    'All content-preserving finalizers finished',
  ],
] as const;

/** How far an attempt to empty a namespace came. */
export interface NamespaceContent {
  /** What is left. */
  readonly remaining: readonly NamespacedObjects[];
  /** Why some of it could not be deleted. */
  readonly failures: readonly string[];
}

/** Of a namespace with this content; those that say the same keep their time. */
export function namespaceConditions(
  { remaining, failures }: NamespaceContent,
  before: readonly NamespaceCondition[],
  now: string,
): NamespaceCondition[] {
  const trouble = new Map([
    ['NamespaceDeletionContentFailure', failing(failures)],
    ['NamespaceContentRemaining', resourcesRemaining(remaining)],
    ['NamespaceFinalizersRemaining', finalizersRemaining(remaining)],
  ]);
  return fine.map(([type, fineReason, fineMessage]) => {
    const told = trouble.get(type);
    const status = told === undefined ? 'False' : 'True';
    const old = before.find((condition) => condition.type === type);
    return {
      type,
      status,
      lastTransitionTime: old?.status === status ? old.lastTransitionTime : now,
      reason: told?.reason ?? fineReason,
      message: told?.message ?? fineMessage,
    };
  });
}

type Trouble = Pick<NamespaceCondition, 'reason' | 'message'> | undefined;

function failing(failures: readonly string[]): Trouble {
  if (failures.length === 0) return undefined;
  const start = `Failed to delete all resource types, ${failures.length} remaining: `;
  return { reason: 'ContentDeletionFailed', message: start + [...failures].sort().join(', ') };
}

function resourcesRemaining(remaining: readonly NamespacedObjects[]): Trouble {
  if (remaining.length === 0) return undefined;
  const lines = remaining.map(({ resource: { resource, group }, objects }) => {
    return `${resource}.${group} has ${objects.length} resource instances`;
  });
  const message = `Some resources are remaining: ${lines.sort().join(', ')}`;
  return { reason: 'SomeResourcesRemain', message };
}

function finalizersRemaining(remaining: readonly NamespacedObjects[]): Trouble {
  const amounts = new Map<string, number>();
  for (const { metadata } of remaining.flatMap(({ objects }) => objects)) {
    for (const name of metadata.finalizers ?? []) amounts.set(name, (amounts.get(name) ?? 0) + 1);
  }
  if (amounts.size === 0) return undefined;
  const lines = [...amounts].map(([name, amount]) => `${name} in ${amount} resource instances`);
  const message = `Some content in the namespace has finalizers remaining: ${lines.sort().join(', ')}`;
  return { reason: 'SomeFinalizersRemain', message };
}
