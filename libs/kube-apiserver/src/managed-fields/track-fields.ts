import { isDeepStrictEqual } from 'node:util';
import type { GroupVersionKind, KubeObject } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import { orderObject } from '../registry/generic/order-object.js';
import type { Draft, RequestContext } from '../registry/resource-strategy.js';
import { secondsIso } from '../storage/seconds-iso.js';
import { FieldManager } from './field-manager.js';
import type { ManagedFieldsEntry } from './managed-fields-entry.js';
import { resetFieldsOf } from './reset-fields.js';

/** A write whose owners are to be kept: of an object or one of its subresources. */
export interface TrackedWrite {
  readonly info: ResourceInfo;
  readonly subresource: string;
  /** What the endpoint takes, where that is not the resource's own kind (Scale). */
  readonly kind?: GroupVersionKind;
  /** How the endpoint shows what is stored, where it does so in other words: fields are owned in its own. */
  readonly toServed?: (stored: KubeObject) => KubeObject;
}

export function fieldManagerOf({ info, subresource, kind = info }: TrackedWrite): FieldManager {
  return new FieldManager({ kind, subresource, resetFields: resetFieldsOf(info, subresource) });
}

/**
 * Sets the draft's managedFields: who owns what once it is written. The draft must have its
 * defaults, and nothing yet of what admission and strategies add: that is nobody's. `live` is
 * undefined for a new object.
 */
export function trackFields(
  write: TrackedWrite,
  live: KubeObject | undefined,
  draft: Draft,
  context: RequestContext,
): void {
  if (context.fieldManager === undefined) return;
  const { toServed = (stored: KubeObject) => stored } = write;
  const entries = fieldManagerOf(write).update(
    live && toServed(live),
    toServed(orderObject(draft)),
    writerOf(context, context.fieldManager),
  );
  if (entries === undefined) delete draft['metadata'].managedFields;
  else draft['metadata'].managedFields = entries;
}

export function writerOf(context: RequestContext, manager: string) {
  return { manager, time: secondsIso(context.now()) };
}

/**
 * The live object itself if nothing but times of managers would change: a write that changes
 * nothing leaves no trace (apiserver `IgnoreManagedFieldsTimestampsTransformer`).
 */
export function ignoreTimesOnly(after: KubeObject, live: KubeObject): KubeObject {
  const own = entriesOf(after);
  const before = entriesOf(live);
  if (own.length === 0 || own.length !== before.length) return after;
  if (own.every(({ time }, at) => time === before[at]?.time)) return after;
  const managedFields = own.map((entry, at) => ({ ...entry, time: before[at]?.time }));
  const candidate = { ...after, metadata: { ...after.metadata, managedFields } };
  return isDeepStrictEqual(candidate, live) ? live : after;
}

/** Who owns what of an object. */
export function entriesOf({ metadata }: KubeObject): readonly ManagedFieldsEntry[] {
  return (metadata.managedFields ?? []) as readonly ManagedFieldsEntry[];
}
