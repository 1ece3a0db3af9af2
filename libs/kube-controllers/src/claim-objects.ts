import { type ComponentClient, keyOf, type ResourceType } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { KubeObject } from '@drillyard/kube-objects';
import { isNotFound } from './api-errors.js';
import { controllerOf, newControllerRef } from './controller-ref.js';

export interface Claim<T extends KubeObject> {
  readonly client: ComponentClient;
  /** Of the objects. */
  readonly type: ResourceType<T>;
  readonly owner: KubeObject;
  readonly ownerType: ResourceType;
  readonly matches: (object: T) => boolean;
  /** Added to what is adopted. */
  readonly finalizers?: readonly string[];
}

/**
 * Which of the objects the owner manages, once it has adopted orphans it selects and released what
 * it selects no more (pkg/controller `ControllerRefManager`). Throws the first refusal.
 */
export async function claimObjects<T extends KubeObject>(
  claim: Claim<T>,
  objects: readonly T[],
): Promise<T[]> {
  const claimed: T[] = [];
  let failure: unknown;
  for (const object of objects) {
    try {
      if (await claimObject(claim, object)) claimed.push(object);
    } catch (error) {
      if (!isNotFound(error)) failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return claimed;
}

async function claimObject<T extends KubeObject>(claim: Claim<T>, object: T): Promise<boolean> {
  const { owner, matches } = claim;
  const ref = controllerOf(object);
  const ownerIsGoing = owner.metadata.deletionTimestamp !== undefined;
  if (ref !== undefined) {
    if (ref.uid !== owner.metadata.uid) return false;
    if (matches(object)) return true;
    if (!ownerIsGoing) await release(claim, object);
    return false;
  }
  if (ownerIsGoing || !matches(object)) return false;
  if (object.metadata.deletionTimestamp !== undefined) return false;
  if (owner.metadata.namespace !== object.metadata.namespace) return false;
  await adopt(claim, object);
  return true;
}

async function adopt<T extends KubeObject>(claim: Claim<T>, object: T): Promise<void> {
  const { client, type, owner, ownerType, finalizers } = claim;
  await checkNotGoing(claim);
  const { uid } = object.metadata;
  const ownerReferences = [newControllerRef(owner, ownerType)];
  const metadata = { ownerReferences, uid, ...(finalizers && { finalizers }) };
  await client.patch(type, nameOf(object), { type: 'strategic', body: { metadata } });
}

/** The cache may not know yet that the owner is being deleted, or is another one by now. */
async function checkNotGoing({
  client,
  owner,
  ownerType,
}: Pick<Claim<KubeObject>, 'client' | 'owner' | 'ownerType'>): Promise<void> {
  const { metadata } = await client.get(ownerType, nameOf(owner));
  const key = keyOf(owner);
  if (metadata.uid !== owner.metadata.uid) {
    const why = `original ${ownerType.kind} ${key} is gone: got uid ${metadata.uid}, wanted ${owner.metadata.uid}`;
    throw new OperationalError('OWNER_REPLACED', why, { retryable: true });
  }
  if (metadata.deletionTimestamp !== undefined) {
    const why = `${key} has just been deleted at ${metadata.deletionTimestamp}`;
    throw new OperationalError('OWNER_DELETED', why, { retryable: true });
  }
}

async function release<T extends KubeObject>(claim: Claim<T>, object: T): Promise<void> {
  const { client, type, owner, finalizers } = claim;
  const metadata = {
    uid: object.metadata.uid,
    ownerReferences: [{ $patch: 'delete', uid: owner.metadata.uid }],
    ...(finalizers && { '$deleteFromPrimitiveList/finalizers': finalizers }),
  };
  await client.patch(type, nameOf(object), { type: 'strategic', body: { metadata } });
}

export function nameOf({ metadata }: KubeObject): { namespace: string; name: string } {
  return { namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}
