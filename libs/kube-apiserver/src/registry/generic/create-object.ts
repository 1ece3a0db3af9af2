import { randomUUID } from 'node:crypto';
import type { KubeObject } from '@drillyard/kube-objects';
import { trackFields } from '../../managed-fields/track-fields.js';
import { badRequest, generateNameConflict, invalid, unknownError } from '../../status-error.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import type { Draft, RequestContext } from '../resource-strategy.js';
import { dropNulls } from './drop-nulls.js';
import { tracksGeneration } from './generation-tracking.js';
import { generateName } from './name-generator.js';
import { validateObjectMeta } from './object-meta-validation.js';
import { orderObject } from './order-object.js';
import { namesResourceVersion } from './parse-resource-version.js';
import type { ResourceStore } from './resource-store.js';

/** With 27⁵ suffixes a second try hardly ever happens (apiserver `maxNameGenerationCreateAttempts`). */
const nameGenerationAttemptsMax = 8;

/**
 * Creates an object out of a draft that has the right types: metadata, defaults, mutating
 * admission, strategy, validation, validating admission, storage; in upstream's order. Answers
 * with the object as it is served.
 */
export async function createObject(
  store: ResourceStore,
  served: Draft,
  context: RequestContext,
): Promise<KubeObject> {
  const { info, strategy } = store;
  const draft = store.toStored(served);
  dropNulls(draft);
  const metadata = fillSystemFields(draft, context);
  ensureNamespace(metadata, info.namespaced ? context.namespace : '');
  if (!metadata['name'] && metadata['generateName']) {
    metadata['name'] = freeName(store, context.namespace, metadata['generateName']);
  }
  const name: string = metadata['name'] ?? '';
  strategy?.setDefaults?.(draft);
  trackFields(store.tracked(''), undefined, draft, context);
  // A draft is a KubeObject from here on: kind, apiVersion and metadata are there.
  const object = draft as unknown as KubeObject;
  const namespace = context.namespace === '' && isNamespace(store) ? name : context.namespace;
  const attributes = store.admissionAttributes(
    'CREATE',
    { ...context, namespace },
    { name, object },
  );
  await store.admission.admit(attributes);
  await prepare(store, draft, context);
  const errors = [
    ...validateObjectMeta(
      metadata,
      info.namespaced,
      nameValidator(store),
      strategy?.validateFinalizers,
    ),
    ...((await strategy?.validate?.(draft, context)) ?? []),
  ];
  if (errors.length > 0) throw invalid(store.storedKind, name, errors);
  for (const warning of strategy?.warnings?.(draft) ?? []) context.addWarning(warning);
  await store.admission.validate(attributes);
  const ordered = orderObject(draft);
  if (context.dryRun) return store.toServed(dryRunCreate(store, ordered, name));
  return store.toServed(store.writing(name, () => store.storage.create(store.stored, ordered)));
}

function nameValidator(store: ResourceStore): ((name: string) => string[]) | undefined {
  return store.strategy?.validateName?.bind(store.strategy);
}

/** What only the server says about an object; whatever the client sent for it is dropped. */
function fillSystemFields(draft: Draft, context: RequestContext): Draft {
  const { name, generateName: prefix, namespace, ...rest } = draft['metadata'] ?? {};
  if (namesResourceVersion(rest.resourceVersion)) {
    throw unknownError('resourceVersion should not be set on objects to be created');
  }
  const {
    selfLink: _selfLink,
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _deletionGracePeriodSeconds,
    ...kept
  } = rest;
  const metadata: Draft = {
    ...(name ? { name } : {}),
    ...(prefix ? { generateName: prefix } : {}),
    ...(namespace ? { namespace } : {}),
    ...kept,
    uid: randomUUID(),
    creationTimestamp: secondsIso(context.now()),
  };
  delete metadata['resourceVersion'];
  draft['metadata'] = metadata;
  return metadata;
}

/** Fills in the namespace of the request, or refuses another one; what lives in none loses it. */
export function ensureNamespace(metadata: Draft, expected: string): void {
  if (expected === '') delete metadata['namespace'];
  else metadata['namespace'] ||= expected;
  if ((metadata['namespace'] ?? '') === expected) return;
  throw badRequest(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
}

function freeName(store: ResourceStore, namespace: string, prefix: string): string {
  let name = '';
  for (let attempt = 0; attempt < nameGenerationAttemptsMax; attempt++) {
    name = generateName(prefix);
    if (store.find(namespace, name) === undefined) return name;
  }
  throw generateNameConflict(store.groupResource, name);
}

async function prepare(store: ResourceStore, draft: Draft, context: RequestContext): Promise<void> {
  const { info, strategy } = store;
  const hasStatus = info.subresources.some(({ name }) => name === 'status');
  if (hasStatus && strategy?.keepsStatusOnCreate !== true) draft['status'] = {};
  if (tracksGeneration(info.group, info.resource)) draft['metadata'].generation = 1;
  await strategy?.prepareForCreate?.(draft, context);
}

function dryRunCreate(store: ResourceStore, object: KubeObject, name: string): KubeObject {
  const taken = store.find(object.metadata.namespace ?? '', name) !== undefined;
  return store.writing(name, () => {
    if (taken) return store.storage.create(store.stored, object);
    return object;
  });
}

function isNamespace({ info }: ResourceStore): boolean {
  return info.group === '' && info.resource === 'namespaces';
}
