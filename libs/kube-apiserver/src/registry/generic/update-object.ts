import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import { cloneJson } from '@drillyard/kube-patch';
import { resetMetadataOf } from '../../managed-fields/reset-fields.js';
import { ignoreTimesOnly, trackFields } from '../../managed-fields/track-fields.js';
import {
  badRequest,
  conflict,
  invalid,
  notFound,
  optimisticLockMessage,
  StatusError,
} from '../../status-error.js';
import { invalidValue } from '../field-error.js';
import type { Draft, RequestContext, SubresourceStrategy } from '../resource-strategy.js';
import { createObject, ensureNamespace } from './create-object.js';
import { finalizersOf, removeObject } from './delete-object.js';
import { dropNulls } from './drop-nulls.js';
import { nextGeneration, tracksGeneration } from './generation-tracking.js';
import { validateObjectMetaUpdate } from './object-meta-validation.js';
import { orderObject } from './order-object.js';
import { parseResourceVersion } from './parse-resource-version.js';
import type { ResourceStore } from './resource-store.js';

/** A patch is tried again on a newer object this often (apiserver `MaxRetryWhenPatchConflicts`). */
const conflictRetriesMax = 5;

export interface UpdateRequest {
  readonly name: string;
  /** The new object, given the one that is there as it is served. Called again on a conflict. */
  readonly transform: (current: KubeObject) => Draft;
  /** `status` or one with a strategy of its own; empty for the object itself. */
  readonly subresource: string;
  readonly subresourceStrategy?: SubresourceStrategy | undefined;
  /** Whether a uid that was sent must be that of the object: a precondition of PUT alone. */
  readonly checksUid?: boolean;
  /** What to create where there is no such object, and the check that the user may. */
  readonly createsIfMissing?:
    | { readonly draft: () => Draft; readonly authorizeCreate: () => Promise<void> }
    | undefined;
}

/** Replaces an object by what `transform` makes of it, in upstream's order of checks. */
export async function updateObject(
  store: ResourceStore,
  request: UpdateRequest,
  context: RequestContext,
): Promise<{ object: KubeObject; created: boolean }> {
  for (let attempt = 0; ; attempt++) {
    const old = store.find(context.namespace, request.name);
    if (old === undefined) return createInstead(store, request, context);
    const draft = store.toStored(request.transform(store.toServed(old)));
    dropNulls(draft);
    const unconditional = checkVersion(store, draft, old, request.checksUid === true);
    const object = await prepareUpdate(store, request, draft, old, context);
    if (context.dryRun) return { object: store.toServed(object), created: false };
    try {
      const written = store.writing(request.name, () => commit(store, object, old));
      return { object: store.toServed(written), created: false };
    } catch (error) {
      const lost = error instanceof StatusError && error.reason === 'Conflict';
      if (!lost || !unconditional || attempt >= conflictRetriesMax) throw error;
    }
  }
}

async function createInstead(
  store: ResourceStore,
  { name, createsIfMissing }: UpdateRequest,
  context: RequestContext,
): Promise<{ object: KubeObject; created: boolean }> {
  if (createsIfMissing === undefined) throw notFound(store.groupResource, name);
  const draft = createsIfMissing.draft();
  // Upstream reads it, and does not keep the new object from being stored for it.
  parseResourceVersion(draft['metadata']?.resourceVersion);
  delete draft['metadata']?.resourceVersion;
  await createsIfMissing.authorizeCreate();
  return { object: await createObject(store, draft, context), created: true };
}

/** Whether the client left open which state it changes. Throws where it named another one. */
function checkVersion(
  store: ResourceStore,
  draft: Draft,
  old: KubeObject,
  checksUid: boolean,
): boolean {
  draft['metadata'] ??= {};
  const { metadata } = draft;
  const { name = '', uid, resourceVersion } = old.metadata;
  if (checksUid && metadata.uid && metadata.uid !== uid) {
    const key = `/registry/${store.info.resource}/${old.metadata.namespace ? `${old.metadata.namespace}/` : ''}${name}`;
    const why = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`;
    throw conflict(store.groupResource, name, why);
  }
  const asked = parseResourceVersion(metadata.resourceVersion);
  const unconditional = asked === 0n;
  if (unconditional && store.strategy?.refusesUnconditionalUpdate === true) {
    throw invalid({ group: store.info.group, kind: store.info.resource }, name, [
      invalidValue('metadata.resourceVersion', 0, 'must be specified for an update'),
    ]);
  }
  if (!unconditional && asked !== parseResourceVersion(resourceVersion)) {
    throw conflict(store.groupResource, name, optimisticLockMessage);
  }
  return unconditional;
}

async function prepareUpdate(
  store: ResourceStore,
  request: UpdateRequest,
  draft: Draft,
  old: KubeObject,
  context: RequestContext,
): Promise<KubeObject> {
  const { strategy, info } = store;
  const { name, subresource, subresourceStrategy } = request;
  ensureNamespace(draft['metadata'], old.metadata.namespace ?? '');
  keepSystemFields(draft, old);
  if (draft['metadata'].name !== name) {
    throw badRequest(
      `the name of the object (${draft['metadata'].name ?? ''}) does not match the name on the URL (${name})`,
    );
  }
  strategy?.setDefaults?.(draft);
  trackFields(store.tracked(subresource), old, draft, context);
  const object = draft as unknown as KubeObject;
  const names = { name, object, oldObject: old, subresource };
  const attributes = store.admissionAttributes('UPDATE', context, names);
  await store.admission.admit(attributes);
  if (subresourceStrategy !== undefined) {
    await subresourceStrategy.prepareForUpdate(draft, old, context);
  } else if (subresource === 'status') {
    keepAllButStatus(draft, old);
    keepMetadata(draft, old, resetMetadataOf(info, subresource));
  } else await prepareWhole(store, draft, old, context);
  const metadataErrors = validateObjectMetaUpdate(
    draft['metadata'],
    old,
    strategy?.validateFinalizers,
  );
  const errors = [
    // Twice, as upstream's common checks and those of each strategy report them.
    ...metadataErrors,
    ...metadataErrors,
    ...(subresourceStrategy?.validateUpdate?.(draft, old, context) ??
      (subresource === '' ? strategy?.validateUpdate?.(draft, old, context) : undefined) ??
      []),
  ];
  if (errors.length > 0) throw invalid(store.storedKind, name, errors);
  await store.admission.validate(attributes);
  return ignoreTimesOnly(orderObject(draft), old);
}

async function prepareWhole(
  store: ResourceStore,
  draft: Draft,
  old: KubeObject,
  context: RequestContext,
): Promise<void> {
  const { info, strategy } = store;
  if (info.subresources.some(({ name }) => name === 'status')) keepStatus(draft, old);
  await strategy?.prepareForUpdate?.(draft, old, context);
  if (tracksGeneration(info.group, info.resource)) {
    const { metadata } = draft;
    metadata.generation = Math.max(metadata.generation ?? 0, nextGeneration(draft, old));
  }
}

const systemFields = [
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
] as const;

/** An update changes none of these; what the client sent for them does not count. */
function keepSystemFields(draft: Draft, old: KubeObject): void {
  const metadata = draft['metadata'];
  delete metadata.selfLink;
  for (const field of systemFields) {
    if (old.metadata[field] === undefined) delete metadata[field];
    else metadata[field] = old.metadata[field];
  }
  metadata.uid ||= old.metadata.uid;
  metadata.resourceVersion = old.metadata.resourceVersion;
}

function keepStatus(draft: Draft, old: KubeObject): void {
  if (old['status'] === undefined) delete draft['status'];
  else draft['status'] = cloneJson(old['status']);
}

function keepAllButStatus(draft: Draft, old: KubeObject): void {
  for (const key of new Set([...Object.keys(draft), ...Object.keys(old)])) {
    if (['apiVersion', 'kind', 'metadata', 'status'].includes(key)) continue;
    if (old[key] === undefined) delete draft[key];
    // What has come back unchanged is a copy already.
    else if (!isDeepStrictEqual(draft[key], old[key])) draft[key] = cloneJson(old[key]);
  }
}

/** What the endpoint does not take of the metadata. */
function keepMetadata(draft: Draft, old: KubeObject, names: readonly string[]): void {
  const kept: Draft = old.metadata;
  for (const name of names) {
    if (kept[name] === undefined) delete draft['metadata'][name];
    else draft['metadata'][name] = cloneJson(kept[name]);
  }
}

/** Writes nothing where nothing has changed, and removes what waited for its last finalizer. */
function commit(store: ResourceStore, object: KubeObject, old: KubeObject): KubeObject {
  if (isDeepStrictEqual(object, old)) return old;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = object.metadata;
  const done = deletionTimestamp !== undefined && finalizersOf(store, object).length === 0;
  if (done && deletionGracePeriodSeconds === 0) return removeObject(store, object, old);
  return store.storage.update(store.stored, object, old);
}
