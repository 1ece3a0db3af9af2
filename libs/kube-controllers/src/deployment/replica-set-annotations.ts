import type { KubeObject } from '@drillyard/kube-objects';
import type { Labels } from '../api/core.js';

/** Position of a rollout in the order of all; of a ReplicaSet, and of the Deployment it is the latest of. */
export const revision = 'deployment.kubernetes.io/revision';
/** Revisions a ReplicaSet had before it was rolled back to. */
export const revisionHistory = 'deployment.kubernetes.io/revision-history';
/** The Deployment's size as its ReplicaSet was last told: another one means it is being scaled. */
export const desiredReplicas = 'deployment.kubernetes.io/desired-replicas';
/** The same, with the surge. */
export const maxReplicas = 'deployment.kubernetes.io/max-replicas';
export const rollbackTo = 'deprecated.deployment.rollback.to';

/** Longer histories lose their oldest revisions. */
const historyCharactersMax = 2_000;

/** Annotations that are each object's own. */
const ownAnnotations: readonly string[] = [
  'kubectl.kubernetes.io/last-applied-configuration',
  revision,
  revisionHistory,
  desiredReplicas,
  maxReplicas,
  rollbackTo,
];

export function isOwnAnnotation(name: string): boolean {
  return ownAnnotations.includes(name);
}

/** Undefined where there is none, or no number. */
export function readCount(
  { metadata }: Pick<KubeObject, 'metadata'>,
  annotation: string,
): number | undefined {
  const text = metadata.annotations?.[annotation] ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

export function revisionOf(object: Pick<KubeObject, 'metadata'>): number {
  return readCount(object, revision) ?? 0;
}

/** The largest revision, or 0. */
export function maxRevision(objects: readonly KubeObject[]): number {
  return Math.max(0, ...objects.map(revisionOf));
}

/** The Deployment's annotations over those of its ReplicaSet, and the revision (`SetNewReplicaSetAnnotations`). */
export function annotationsOfNew(
  deployment: KubeObject,
  current: Labels,
  newRevision: number,
): Labels {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(
    ([name]) => !isOwnAnnotation(name),
  );
  const annotations: Record<string, string> = { ...current, ...Object.fromEntries(copied) };
  const text = current[revision];
  if (text !== undefined && !/^\d+$/.test(text)) return annotations;
  if (Number(text ?? 0) >= newRevision) return annotations;
  annotations[revision] = String(newRevision);
  if (text !== undefined) {
    annotations[revisionHistory] = extended(current[revisionHistory] ?? '', text);
  }
  return annotations;
}

export function sizeAnnotations(desired: number, max: number): Labels {
  return { [desiredReplicas]: String(desired), [maxReplicas]: String(max) };
}

function extended(history: string, last: string): string {
  if (history === '') return last;
  const revisions = [...history.split(','), last];
  while (revisions.join(',').length > historyCharactersMax && revisions.length > 1) {
    revisions.shift();
  }
  return revisions.join(',');
}
