import { deployments, type ReplicaSet } from '../api/apps.js';
import type { DeploymentSync } from './deployment-sync.js';
import { isOwnAnnotation, revisionOf, rollbackTo } from './replica-set-annotations.js';
import { isSameTemplate, withoutHash } from './replica-set-lists.js';

/** The revision a Deployment is to go back to, as the retired extensions/v1beta1 asked for it. */
export function rollbackRevision(annotations: Readonly<Record<string, string>> = {}) {
  const text = annotations[rollbackTo] ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** Gives the Deployment the template of an earlier ReplicaSet (`rollback.go`). */
export async function rollback(sync: DeploymentSync, asked: number): Promise<void> {
  await sync.syncRevision(true);
  const wanted = asked === 0 ? lastRevision(sync.all) : asked;
  const target = sync.all.find((set) => revisionOf(set) === wanted);
  const notFound = 'DeploymentRollbackRevisionNotFound';
  const { name } = sync.deployment.metadata;
  if (wanted === 0) {
    sync.tell(notFound, 'Unable to find last revision.', 'Warning');
    return clear(sync);
  }
  if (target === undefined) {
    sync.tell(notFound, 'Unable to find the revision to rollback to.', 'Warning');
    return clear(sync);
  }
  if (isSameTemplate(sync.deployment.spec.template, target.spec.template)) {
    const message = `The rollback revision contains the same template as current deployment "${name}"`;
    sync.tell('DeploymentRollbackTemplateUnchanged', message, 'Warning');
    return clear(sync);
  }
  await clear(sync, target);
  sync.tell('DeploymentRollback', `Rolled back deployment "${name}" to revision ${wanted}`);
}

async function clear(sync: DeploymentSync, target?: ReplicaSet): Promise<void> {
  const { metadata, spec } = sync.deployment;
  const entries = Object.entries(metadata.annotations ?? {});
  const own = target === undefined ? entries : entries.filter(([name]) => isOwnAnnotation(name));
  const theirs = Object.entries(target?.metadata.annotations ?? {});
  const { [rollbackTo]: _done, ...annotations } = Object.fromEntries([
    ...own,
    ...theirs.filter(([name]) => !isOwnAnnotation(name)),
  ]);
  const template = target === undefined ? spec.template : withoutHash(target.spec.template);
  await sync.options.client.update(deployments, {
    ...sync.deployment,
    metadata: { ...metadata, annotations },
    spec: { ...spec, template },
  });
}

/** The second highest, or 0. */
function lastRevision(sets: readonly ReplicaSet[]): number {
  return sets.map(revisionOf).sort((a, b) => b - a)[1] ?? 0;
}
