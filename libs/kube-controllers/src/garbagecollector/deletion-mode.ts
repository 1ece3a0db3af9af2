import type { KubeObject } from '@drillyard/kube-objects';

/** Upstream's finalizers, by what an object that is being deleted waits for with them. */
export const gcFinalizers = {
  Orphan: 'orphan',
  Foreground: 'foregroundDeletion',
} as const;

export type DeletionMode = keyof typeof gcFinalizers;

/** What the collector has to do for an object that is being deleted before it can go. */
export function pendingDeletion(object: KubeObject): DeletionMode | undefined {
  return object.metadata.deletionTimestamp === undefined ? undefined : askedDeletion(object);
}

/** What its finalizers ask for, whether it is being deleted or not. */
export function askedDeletion({ metadata }: KubeObject): DeletionMode | undefined {
  const { finalizers = [] } = metadata;
  if (finalizers.includes(gcFinalizers.Orphan)) return 'Orphan';
  return finalizers.includes(gcFinalizers.Foreground) ? 'Foreground' : undefined;
}
