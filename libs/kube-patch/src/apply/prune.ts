import type { Converter } from './converter.js';
import { FieldPathSet } from './field-path-set.js';
import type { TypedValue } from './typed-value.js';
import type { Managers, VersionedSet } from './versioned-set.js';

/**
 * The merged object without what its manager applied the last time and does not any more, unless
 * somebody else owns it (structured-merge-diff `Updater.prune`).
 */
export function prune(
  converter: Converter,
  merged: TypedValue,
  managers: Managers,
  apiVersion: string,
  last: VersionedSet | undefined,
): TypedValue {
  if (last === undefined || last.set.isEmpty) return merged;
  const converted = converter.convert(merged, last.apiVersion);
  if (converted === undefined) return merged;
  const without = converted.removeItems(converted.withNamedFields(last.set));
  const owned = addBackOwned(converter, converted, without, last.apiVersion, managers);
  const pruned = addBackDangling(converter, converted, owned, last);
  return converter.convert(pruned, apiVersion) ?? pruned;
}

/** Puts back what was in a removed item or field and is anybody's, the applier's included. */
function addBackOwned(
  converter: Converter,
  merged: TypedValue,
  pruned: TypedValue,
  prunedVersion: string,
  managers: Managers,
): TypedValue {
  const managed = managedByVersion(managers);
  // What is pruned may be what a conversion needs: its own version comes first.
  const own = managed.get(prunedVersion);
  managed.delete(prunedVersion);
  const ordered: [string, FieldPathSet][] = own ? [[prunedVersion, own], ...managed] : [...managed];
  let state = { merged, pruned };
  for (const [version, set] of ordered) state = addBackOwnedAt(converter, state, version, set);
  return state.pruned;
}

function addBackOwnedAt(
  converter: Converter,
  state: { merged: TypedValue; pruned: TypedValue },
  version: string,
  managed: FieldPathSet,
): { merged: TypedValue; pruned: TypedValue } {
  const merged = converter.convert(state.merged, version);
  const pruned = converter.convert(state.pruned, version);
  if (merged === undefined || pruned === undefined) return state;
  const kept = merged.withNamedFields(pruned.toFieldSet()).union(merged.withNamedFields(managed));
  const surplus = merged.withNamedFields(merged.toFieldSet()).difference(kept);
  return { merged, pruned: merged.removeItems(surplus) };
}

/** Puts back what was removed although the applier never owned it. */
function addBackDangling(
  converter: Converter,
  merged: TypedValue,
  pruned: TypedValue,
  last: VersionedSet,
): TypedValue {
  const converted = converter.convert(pruned, last.apiVersion);
  if (converted === undefined) return merged;
  const gone = merged
    .withNamedFields(merged.toFieldSet())
    .difference(merged.withNamedFields(converted.toFieldSet()));
  return merged.removeItems(gone.intersection(merged.withNamedFields(last.set)));
}

function managedByVersion(managers: Managers): Map<string, FieldPathSet> {
  const byVersion = new Map<string, FieldPathSet>();
  for (const { apiVersion, set } of managers.values()) {
    byVersion.set(apiVersion, (byVersion.get(apiVersion) ?? new FieldPathSet()).union(set));
  }
  return byVersion;
}
