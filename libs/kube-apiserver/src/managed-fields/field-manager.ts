import { formatApiVersion, type GroupVersionKind, parseApiVersion } from '@drillyard/kube-objects';
import {
  ConflictsError,
  type FieldPathSet,
  type Managers,
  TypedValue,
  TypedValueError,
  type TypeRef,
  Updater,
} from '@drillyard/kube-patch';
import type { Draft } from '../registry/resource-strategy.js';
import { badRequest, unknownError } from '../status-error.js';
import { capUpdateManagers } from './cap-managers.js';
import { applyConflict } from './conflict-error.js';
import { fieldsLastApplied, migratingManager, updateLastApplied } from './last-applied.js';
import { decodeManagedFields, encodeManagedFields, type Managed } from './managed.js';
import { managedBefore } from './managed-before.js';
import { type ManagedFieldsEntry, managerIdentifier } from './managed-fields-entry.js';
import { stripMeta } from './strip-meta.js';
import { emptyObject, typeConverterOf, typeOfKind } from './type-converter.js';

/** Owner of all that was there before the first apply, where nobody kept books until then. */
const beforeFirstApply = 'before-first-apply';
/** Stands for the writer while it is not known yet whether it changes anything. */
const currentOperation = 'current-operation';

export interface FieldManagerOptions {
  /** What the endpoint takes. */
  readonly kind: GroupVersionKind;
  /** Empty for the object itself. */
  readonly subresource: string;
  /** What the endpoint puts back whatever is sent, in any version. */
  readonly resetFields?: FieldPathSet | undefined;
}

/** Who writes, and when (RFC 3339). */
export interface FieldManagerWrite {
  readonly manager: string;
  readonly time: string;
}

/**
 * Keeps `metadata.managedFields` on every write and merges what is applied (apimachinery
 * `managedfields.FieldManager`).
 */
export class FieldManager {
  private readonly apiVersion: string;
  private readonly type: TypeRef;
  private readonly updater: Updater;

  constructor(private readonly options: FieldManagerOptions) {
    this.apiVersion = formatApiVersion(options.kind);
    this.type = typeOfKind(options.kind);
    this.updater = new Updater(typeConverterOf(options.kind), () => options.resetFields);
  }

  /**
   * The managedFields of an object that is written otherwise than by apply. An object that breaks
   * its type gets none, as upstream has it. `live` is undefined for a new object.
   */
  update(
    live: Draft | undefined,
    after: Draft,
    write: FieldManagerWrite,
  ): ManagedFieldsEntry[] | undefined {
    const managed = managedBefore(live, after, this.options.subresource);
    // Nobody starts to keep books in the middle of an object's life.
    if (managed.fields.size === 0 && live?.['metadata']?.uid) return undefined;
    try {
      const before = live ?? emptyObject(this.options.kind);
      return encodeManagedFields(this.updateManaged(before, after, managed, write));
    } catch (error) {
      if (error instanceof TypedValueError) return undefined;
      throw error;
    }
  }

  /**
   * The live object, or a new one, with what is applied merged into it and its managedFields.
   * Throws 400 for another kind of object, 409 for conflicts that are not forced.
   */
  apply(live: Draft | undefined, applied: Draft, write: FieldManagerWrite, force: boolean): Draft {
    this.checkApplied(applied);
    const before = live ?? emptyObject(this.options.kind);
    const managed = this.managedBeforeApply(before, write.time);
    const result = this.migratingApply(before, applied, managed, write, force);
    const { object } = result;
    const { managedFields: _old, ...metadata } = { ...object['metadata'] };
    const encoded = encodeManagedFields(result.managed);
    if (metadata.annotations) metadata.annotations = { ...metadata.annotations };
    const after = {
      ...object,
      metadata: { ...metadata, ...(encoded && { managedFields: encoded }) },
    };
    if (write.manager === migratingManager) updateLastApplied(after, applied);
    return after;
  }

  private checkApplied(applied: Draft): void {
    const { kind } = this.options;
    const sent = { ...parseApiVersion(applied['apiVersion'] ?? ''), kind: applied['kind'] ?? '' };
    if (sent.kind !== kind.kind || sent.group !== kind.group || sent.version !== kind.version) {
      throw badRequest(`invalid object type: ${formatKind(sent)}`);
    }
    if (Array.isArray(applied['metadata']?.managedFields)) {
      throw badRequest('metadata.managedFields must be nil');
    }
  }

  private managedBeforeApply(live: Draft, time: string): Managed {
    let managed: Managed;
    try {
      managed = decodeManagedFields(live['metadata']?.managedFields);
    } catch (error) {
      throw unknownError(`failed to decode managed fields: ${(error as Error).message}`);
    }
    if (managed.fields.size > 0) return managed;
    const write = { manager: beforeFirstApply, time };
    return this.updateManaged(emptyObject(this.options.kind), live, managed, write);
  }

  private updateManaged(
    live: Draft,
    after: Draft,
    managed: Managed,
    { manager, time }: FieldManagerWrite,
  ): Managed {
    const write = {
      live: this.typed(live),
      managers: managed.fields,
      apiVersion: this.apiVersion,
      manager: currentOperation,
    };
    const updated = this.updater.update(write, this.typed(after));
    const managers = new Map(stripMeta(updated, currentOperation));
    const changed = managers.get(currentOperation);
    if (changed === undefined) return capUpdateManagers({ ...managed, fields: managers });
    managers.delete(currentOperation);
    const self = this.identifierOf(manager, 'Update');
    const before = managers.get(self);
    managers.set(self, before ? { ...changed, set: changed.set.union(before.set) } : changed);
    return capUpdateManagers({ fields: managers, times: new Map(managed.times).set(self, time) });
  }

  /** Takes over without asking what kubectl's client-side apply left and nobody changed since. */
  private migratingApply(
    live: Draft,
    applied: Draft,
    managed: Managed,
    write: FieldManagerWrite,
    force: boolean,
  ): { object: Draft; managed: Managed } {
    try {
      return this.mergeApplied(live, applied, managed, write, force);
    } catch (error) {
      if (!(error instanceof ConflictsError)) throw error;
      const allowed =
        write.manager === migratingManager
          ? fieldsLastApplied(live, this.apiVersion, this.type)
          : undefined;
      const rest = error.conflicts.filter(({ path }) => allowed?.has(path) !== true);
      if (rest.length > 0) throw applyConflict(rest);
      return this.mergeApplied(live, applied, managed, write, true);
    }
  }

  private mergeApplied(
    live: Draft,
    applied: Draft,
    managed: Managed,
    { manager, time }: FieldManagerWrite,
    force: boolean,
  ): { object: Draft; managed: Managed } {
    const self = this.identifierOf(manager, 'Apply');
    const write = {
      live: this.typed(live),
      managers: managed.fields,
      apiVersion: this.apiVersion,
      manager: self,
    };
    const { object, managers } = this.updater.apply(write, this.typedApplied(applied), force);
    const fields: Managers = stripMeta(managers, self);
    const times = object ? new Map(managed.times).set(self, time) : managed.times;
    return { object: (object?.value as Draft | undefined) ?? live, managed: { fields, times } };
  }

  private typed(object: Draft): TypedValue {
    return TypedValue.of(withoutManagedFields(object), this.type, { allowDuplicates: true });
  }

  private typedApplied(applied: Draft): TypedValue {
    try {
      return TypedValue.of(applied, this.type);
    } catch (error) {
      if (!(error instanceof TypedValueError)) throw error;
      const { namespace = '', name = '' } = applied['metadata'] ?? {};
      const where = `${namespace}/${name}; ${formatKind(this.options.kind)}`;
      throw unknownError(`failed to create typed patch object (${where}): ${error.message}`);
    }
  }

  private identifierOf(manager: string, operation: 'Apply' | 'Update'): string {
    const { apiVersion } = this;
    const { subresource } = this.options;
    return managerIdentifier({ manager: manager || 'unknown', operation, apiVersion, subresource });
  }
}

/** The books are not in the books. */
function withoutManagedFields(object: Draft): Draft {
  if (object['metadata']?.managedFields === undefined) return object;
  const { managedFields: _managedFields, ...metadata } = object['metadata'];
  return { ...object, metadata };
}

/** A kind as Go prints it: `apps/v1, Kind=Deployment`. */
export function formatKind({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}, Kind=${kind}`;
}
