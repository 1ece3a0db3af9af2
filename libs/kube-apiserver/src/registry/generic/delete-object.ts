import type { KubeObject } from '@drillyard/kube-objects';
import { cloneJson } from '@drillyard/kube-patch';
import { conflict } from '../../status-error.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import type { RequestContext } from '../resource-strategy.js';
import { orderObject } from './order-object.js';
import type { ResourceStore } from './resource-store.js';

/** metav1 `DeleteOptions`, the fields in use. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
}

const gcFinalizers = { Orphan: 'orphan', Foreground: 'foregroundDeletion' } as const;

/**
 * Deletes an object, or marks it where a finalizer or a grace period holds it back. `deleted`
 * tells which; the object is the last, or the marked, state as it is served.
 */
export async function deleteObject(
  store: ResourceStore,
  name: string,
  options: DeleteOptions,
  context: RequestContext,
): Promise<{ object: KubeObject; deleted: boolean }> {
  const old = store.get(context.namespace, name);
  checkPreconditions(store, old, options);
  const attributes = store.admissionAttributes('DELETE', context, { name, oldObject: old });
  await store.admission.admit(attributes);
  await store.admission.validate(attributes);
  // Admission may have taken a moment: what is deleted is what is there now.
  const current = store.get(context.namespace, name);
  checkPreconditions(store, current, options);
  const marked = mark(store, current, options, context);
  if (marked === undefined) return { object: store.toServed(current), deleted: false };
  const seconds = marked.metadata.deletionGracePeriodSeconds ?? 0;
  const deleted = seconds === 0 && finalizersOf(store, marked).length === 0;
  if (context.dryRun) return { object: store.toServed(current), deleted };
  const graceful = store.strategy?.gracePeriodSeconds !== undefined;
  const object = store.writing(name, () =>
    deleted
      ? removeObject(store, graceful ? marked : current, current)
      : store.storage.update(store.stored, marked, current),
  );
  return { object: store.toServed(object), deleted };
}

/** All that must be gone before the object is. */
export function finalizersOf(store: ResourceStore, object: KubeObject): readonly string[] {
  return [
    ...(object.metadata.finalizers ?? []),
    ...(store.strategy?.pendingFinalizers?.(object) ?? []),
  ];
}

export function removeObject(
  store: ResourceStore,
  last: KubeObject,
  current: KubeObject,
): KubeObject {
  const removed = store.storage.delete(store.stored, current);
  const metadata = { ...last.metadata, resourceVersion: removed.metadata.resourceVersion ?? '' };
  return { ...last, metadata };
}

function checkPreconditions(
  store: ResourceStore,
  { metadata }: KubeObject,
  { preconditions }: DeleteOptions,
): void {
  const { group, kind } = store.info;
  const target = { group, resource: kind };
  const { name = '', uid, resourceVersion } = metadata;
  if (preconditions?.uid !== undefined && preconditions.uid !== uid) {
    const why = `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`;
    throw conflict(target, name, why);
  }
  const wanted = preconditions?.resourceVersion;
  if (wanted !== undefined && wanted !== resourceVersion) {
    const why = `the ResourceVersion in the precondition (${wanted}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`;
    throw conflict(target, name, why);
  }
}

/** The object with its deletion in its metadata; undefined where a deletion already runs its course. */
function mark(
  store: ResourceStore,
  old: KubeObject,
  options: DeleteOptions,
  context: RequestContext,
): KubeObject | undefined {
  const asked = options.gracePeriodSeconds;
  const wanted = asked !== undefined && asked < 0 ? 1 : asked;
  const own = store.strategy?.gracePeriodSeconds?.(old, wanted);
  const before = old.metadata.deletionTimestamp;
  const finalizers = finalizersFor(old, options);
  const period = own ?? 0;
  if (before !== undefined) {
    // A deletion that runs can only be made shorter.
    const left = old.metadata.deletionGracePeriodSeconds ?? 0;
    if (left === 0 && finalizersOf(store, old).length > 0) return undefined;
    if (left > 0 && period >= left) return undefined;
  }
  const draft = cloneJson(old) as Record<string, unknown> & KubeObject;
  const generation = old.metadata.generation;
  const bumped = generation !== undefined && before === undefined ? generation + 1 : generation;
  const now = context.now();
  const metadata = {
    ...draft.metadata,
    ...(bumped === undefined ? {} : { generation: bumped }),
    deletionTimestamp: secondsIso(new Date(now.getTime() + period * 1_000)),
    deletionGracePeriodSeconds: period,
    ...(finalizers.length === 0 ? {} : { finalizers }),
  };
  const marked = { ...draft, metadata };
  store.strategy?.markDeleted?.(marked);
  return orderObject(marked);
}

function finalizersFor(old: KubeObject, { propagationPolicy }: DeleteOptions): readonly string[] {
  const present = old.metadata.finalizers ?? [];
  if (propagationPolicy === undefined) return present;
  const wanted = propagationPolicy === 'Background' ? undefined : gcFinalizers[propagationPolicy];
  const others = present.filter((name) => !Object.values<string>(gcFinalizers).includes(name));
  return wanted === undefined ? others : [...others, wanted];
}
