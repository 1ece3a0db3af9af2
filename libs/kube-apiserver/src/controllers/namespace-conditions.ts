import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';

/** What a namespace says of its end (kube-controller-manager `status_condition_utils.go`). */
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

/** Of a namespace with this content left; those that say the same keep their time. */
export function namespaceConditions(
  content: readonly (readonly [ResourceInfo, KubeObject])[],
  before: readonly NamespaceCondition[],
  now: string,
): NamespaceCondition[] {
  const resources = count(content.map(([{ resource, group }]) => `${resource}.${group}`));
  const finalizers = count(content.flatMap(([, { metadata }]) => metadata.finalizers ?? []));
  const remaining: Readonly<Record<string, readonly [string, string[]]>> = {
    NamespaceContentRemaining: [
      'SomeResourcesRemain',
      resources.map(([name, amount]) => `${name} has ${amount} resource instances`),
    ],
    NamespaceFinalizersRemaining: [
      'SomeFinalizersRemain',
      finalizers.map(([name, amount]) => `${name} in ${amount} resource instances`),
    ],
  };
  const starts: Readonly<Record<string, string>> = {
    NamespaceContentRemaining: 'Some resources are remaining: ',
    NamespaceFinalizersRemaining: 'Some content in the namespace has finalizers remaining: ',
  };
  return fine.map(([type, fineReason, fineMessage]) => {
    const [someReason = '', lines = []] = remaining[type] ?? [];
    const isFine = lines.length === 0;
    const status = isFine ? 'False' : 'True';
    const old = before.find((condition) => condition.type === type);
    return {
      type,
      status,
      lastTransitionTime: old?.status === status ? old.lastTransitionTime : now,
      reason: isFine ? fineReason : someReason,
      message: isFine ? fineMessage : `${starts[type]}${lines.join(', ')}`,
    };
  });
}

function count(names: readonly string[]): [string, number][] {
  const amounts = new Map<string, number>();
  for (const name of names) amounts.set(name, (amounts.get(name) ?? 0) + 1);
  return [...amounts].sort(([a], [b]) => (a < b ? -1 : 1));
}
