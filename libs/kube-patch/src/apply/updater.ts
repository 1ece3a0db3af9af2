import { type Comparison, excludeFields } from './compare.js';
import { ConflictsError, conflictsOf } from './conflict.js';
import type { Converter } from './converter.js';
import { FieldPathSet } from './field-path-set.js';
import { prune } from './prune.js';
import { reconcileWithSchema } from './reconcile-schema.js';
import type { TypedValue } from './typed-value.js';
import type { Managers, VersionedSet } from './versioned-set.js';

/** Who writes what, and in which version. */
export interface Write {
  readonly live: TypedValue;
  readonly managers: Managers;
  readonly apiVersion: string;
  /** Identifies who writes among `managers`. */
  readonly manager: string;
}

/** What a write did to the fields of one version. */
interface Changes {
  readonly written: FieldPathSet;
  readonly removed: FieldPathSet;
}

function changesOf({ modified, added, removed }: Comparison): Changes {
  return { written: modified.union(added), removed };
}

/**
 * Who owns what after a write, and what an apply makes of an object (structured-merge-diff
 * `merge.Updater`).
 */
export class Updater {
  constructor(
    private readonly converter: Converter,
    /** Of a version: fields the endpoint puts back whatever is sent, so that nobody owns them. */
    private readonly resetFields: (apiVersion: string) => FieldPathSet | undefined,
  ) {}

  /** The owners after an object was replaced: what the writer changed is the writer's alone. */
  update(write: Write, after: TypedValue): Managers {
    const { apiVersion, manager } = write;
    const reconciled = this.reconciled(write);
    const { managers, comparison } = this.moveOwnership(reconciled, after, true);
    const before = managers.get(manager)?.set ?? new FieldPathSet();
    const changed = before
      .difference(comparison.removed)
      .union(comparison.modified)
      .union(comparison.added);
    const set = this.withoutResetFields(changed, apiVersion);
    managers.delete(manager);
    if (!set.isEmpty) managers.set(manager, { set, apiVersion, isApplied: false });
    return managers;
  }

  /**
   * Merges what is applied into the live object, without what the manager applied before and
   * does not any more. `object` is undefined where that changes nothing.
   *
   * @throws ConflictsError where it would change what others own, unless it is forced.
   */
  apply(
    write: Write,
    applied: TypedValue,
    force: boolean,
  ): { readonly object: TypedValue | undefined; readonly managers: Managers } {
    const { live, apiVersion, manager } = write;
    const reconciled = this.reconciled(write);
    const last = reconciled.managers.get(manager);
    const set = this.withoutResetFields(applied.toFieldSet(), apiVersion);
    const managers = new Map(reconciled.managers);
    managers.set(manager, { set, apiVersion, isApplied: true });
    const merged = live.merge(applied);
    const object = prune(this.converter, merged, managers, apiVersion, last);
    const moved = this.moveOwnership({ ...reconciled, managers }, object, force);
    return { object: object.equals(live) ? undefined : object, managers: moved.managers };
  }

  /** Takes from the other managers what has changed and what is gone. */
  private moveOwnership(
    { live, managers, apiVersion, manager: writer }: Write,
    after: TypedValue,
    force: boolean,
  ): { managers: Map<string, VersionedSet>; comparison: Comparison } {
    const comparison = this.filtered(live.compare(after), apiVersion);
    const byVersion = new Map<string, Changes | undefined>([[apiVersion, changesOf(comparison)]]);
    const kept = new Map<string, VersionedSet>();
    const conflicts = new Map<string, VersionedSet>();
    for (const [manager, owned] of managers) {
      if (manager === writer) {
        kept.set(manager, owned);
        continue;
      }
      if (!byVersion.has(owned.apiVersion)) {
        const other = this.compareAt(owned.apiVersion, live, after);
        byVersion.set(owned.apiVersion, other && changesOf(other));
      }
      const changes = byVersion.get(owned.apiVersion);
      // Nobody can say what a version that is gone meant.
      if (changes === undefined) continue;
      const lost = owned.set.intersection(changes.written);
      if (!lost.isEmpty) conflicts.set(manager, { ...owned, set: lost });
      const rest = lost.isEmpty ? owned.set : owned.set.difference(lost);
      const set = changes.removed.isEmpty ? rest : rest.difference(changes.removed);
      kept.set(manager, set === owned.set ? owned : { ...owned, set });
    }
    if (!force && conflicts.size > 0) throw new ConflictsError(conflictsOf(conflicts));
    for (const [manager, { set }] of kept) if (set.isEmpty) kept.delete(manager);
    return { managers: kept, comparison };
  }

  private compareAt(version: string, live: TypedValue, after: TypedValue): Comparison | undefined {
    const before = this.converter.convert(live, version);
    const converted = this.converter.convert(after, version);
    if (before === undefined || converted === undefined) return undefined;
    return this.filtered(before.compare(converted), version);
  }

  /** Managers of versions that are gone drop out; sets follow what became atomic. */
  private reconciled(write: Write): Write {
    const managers = new Map<string, VersionedSet>();
    for (const [manager, owned] of write.managers) {
      const live = this.converter.convert(write.live, owned.apiVersion);
      if (live === undefined) continue;
      const set = reconcileWithSchema(owned.set, live.type);
      managers.set(manager, set === owned.set ? owned : { ...owned, set });
    }
    return { ...write, managers };
  }

  private filtered(comparison: Comparison, apiVersion: string): Comparison {
    const reset = this.resetFields(apiVersion);
    return reset === undefined ? comparison : excludeFields(comparison, reset);
  }

  private withoutResetFields(set: FieldPathSet, apiVersion: string): FieldPathSet {
    const reset = this.resetFields(apiVersion);
    return reset === undefined ? set : set.recursiveDifference(reset);
  }
}
