import type { VersionedSet } from '@drillyard/kube-patch';
import { type Managed, secondsOf } from './managed.js';
import { managerIdentifier } from './managed-fields-entry.js';

/** More tell nobody anything and make objects large (upstream `DefaultMaxUpdateManagers`). */
const updateManagersMax = 10;
const oldUpdatesManager = 'ancient-changes';

/**
 * Joins the oldest updaters of each version into one, until there are few enough (upstream
 * `capmanagers.go`). Appliers stay: they are few, and they come back.
 */
export function capUpdateManagers(managed: Managed): Managed {
  const updaters = [...managed.fields]
    .filter(([, { isApplied }]) => !isApplied)
    .map(([identifier]) => identifier);
  if (updaters.length <= updateManagersMax) return managed;
  const ageOf = (identifier: string) => secondsOf(managed.times.get(identifier));
  updaters.sort((a, b) => ageOf(a) - ageOf(b) || (a < b ? -1 : 1));
  const fields = new Map(managed.fields);
  const times = new Map(managed.times);
  const firstOfVersion = new Map<string, string>();
  let surplus = updaters.length - updateManagersMax;
  for (const updater of updaters) {
    if (surplus === 0) break;
    const owned = fields.get(updater);
    if (owned === undefined) continue;
    const first = firstOfVersion.get(owned.apiVersion);
    if (first === undefined) {
      firstOfVersion.set(owned.apiVersion, updater);
      continue;
    }
    joinInto(fields, first, updater, owned);
    surplus--;
    const time = managed.times.get(updater);
    if (time !== undefined) times.set(bucketOf(owned.apiVersion), time);
  }
  return { fields, times };
}

function joinInto(
  fields: Map<string, VersionedSet>,
  first: string,
  updater: string,
  owned: VersionedSet,
): void {
  const bucket = bucketOf(owned.apiVersion);
  const before = fields.get(bucket) ?? fields.get(first) ?? owned;
  if (!fields.has(bucket)) fields.delete(first);
  fields.delete(updater);
  fields.set(bucket, { ...owned, set: owned.set.union(before.set) });
}

function bucketOf(apiVersion: string): string {
  return managerIdentifier({ manager: oldUpdatesManager, operation: 'Update', apiVersion });
}
