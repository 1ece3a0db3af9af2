import { isDeepStrictEqual } from 'node:util';
import { type DaemonSet, daemonSets } from '../api/daemon-sets.js';
import { computeHash } from '../hash/compute-hash.js';
import {
  type ControllerRevision,
  newRevision,
  type RevisionHistory,
  revisionData,
} from '../history/controller-revision.js';
import { revisionLabel } from './daemon-pods.js';

/** Answers with the hash of the template, which its revision is named after. */
export async function syncRevision(set: DaemonSet, history: RevisionHistory): Promise<string> {
  const revisions = await history.list(set, set.spec.selector);
  const data = revisionData(set.spec.template);
  const latest = revisions.at(-1);
  const number = (latest?.revision ?? 0) + 1;
  const equal = revisions.filter((revision) => isDeepStrictEqual(revision.data, data)).at(-1);
  if (equal !== undefined && equal !== latest) await history.renumber(equal, number);
  const known = equal?.metadata.labels?.[revisionLabel];
  if (known !== undefined) {
    const isLive = (revision: ControllerRevision) => revision === equal;
    await history.truncate(revisions, isLive, set.spec.revisionHistoryLimit ?? 10);
    return known;
  }
  for (let collisions = set.status?.collisionCount; ; collisions = (collisions ?? 0) + 1) {
    const hash = computeHash(set.spec.template, collisions);
    const wanted = newRevision({
      owner: set,
      ownerType: daemonSets,
      hash,
      hashLabel: revisionLabel,
      labels: set.spec.template.metadata?.labels ?? {},
      annotations: set.metadata.annotations ?? {},
      data,
      revision: number,
    });
    if ((await history.create(wanted)) !== undefined) return hash;
  }
}
