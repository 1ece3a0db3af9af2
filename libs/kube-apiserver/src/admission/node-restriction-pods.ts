import { isDeepStrictEqual } from 'node:util';
import { mirrorPodAnnotation } from '../authorization/node-relations.js';
import type { Draft } from '../registry/resource-strategy.js';
import { notFound } from '../status-error.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes } from './admission-plugin.js';
import { apiObjectReference } from './api-object-reference.js';
import { admissionForbidden } from './pod-under-admission.js';

const pods = { group: '', resource: 'pods' };
const nodes = { group: '', resource: 'nodes' };

/** What a kubelet may do to pods: mirror pods of its own, and the status of those it runs. */
export function admitPod(
  nodeName: string,
  attributes: AdmissionAttributes,
  reader: ObjectReader,
): void {
  const { operation, subresource } = attributes;
  const refuse = (why: string) => admissionForbidden(attributes, why);
  switch (subresource === '' ? operation : `${operation} ${subresource}`) {
    case 'CREATE': {
      const why = mirrorPodMistake(nodeName, attributes, reader);
      if (why !== undefined) throw refuse(why);
      return;
    }
    case 'DELETE':
      if (isOn(findPod(attributes, reader), nodeName)) return;
      throw refuse(`node "${nodeName}" can only delete pods with spec.nodeName set to itself`);
    case 'UPDATE status': {
      const why = statusMistake(nodeName, attributes);
      if (why !== undefined) throw refuse(why);
      return;
    }
    case 'CREATE eviction':
      if (isOn(findPod(attributes, reader), nodeName)) return;
      throw refuse(`node ${nodeName} can only evict pods with spec.nodeName set to itself`);
    default:
      throw refuse(unexpected(nodeName, attributes));
  }
}

function unexpected(nodeName: string, { operation, subresource }: AdmissionAttributes): string {
  if (subresource === '') {
    return `unexpected operation "${operation}", node "${nodeName}" can only create and delete mirror pods`;
  }
  if (subresource === 'status') return `unexpected operation "${operation}"`;
  if (subresource === 'eviction') return `unexpected operation ${operation}`;
  return `unexpected pod subresource "${subresource}", only 'status' and 'eviction' are allowed`;
}

function mirrorPodMistake(
  nodeName: string,
  { object }: AdmissionAttributes,
  reader: ObjectReader,
): string | undefined {
  const pod: Draft = object ?? {};
  const { annotations = {}, ownerReferences = [] } = pod['metadata'];
  const can = (what: string) => `node "${nodeName}" can only create pods with ${what}`;
  if (annotations[mirrorPodAnnotation] === undefined) {
    return `pod does not have "${mirrorPodAnnotation}" annotation, node "${nodeName}" can only create mirror pods`;
  }
  if (!isOn(pod, nodeName)) return can('spec.nodeName set to itself');
  if (ownerReferences.length > 1) return can('a single owner reference set to itself');
  const [owner] = ownerReferences;
  const isOwn = owner?.apiVersion === 'v1' && owner.kind === 'Node' && owner.name === nodeName;
  if (!isOwn) return can('an owner reference set to itself');
  if (owner.controller !== true) return can('a controller owner reference set to itself');
  if (owner.blockOwnerDeletion === true) {
    return `node "${nodeName}" must not set blockOwnerDeletion on an owner reference`;
  }
  const node = reader.get(nodes, '', nodeName);
  if (node === undefined) throw notFound(nodes, nodeName);
  if (owner.uid !== node.metadata.uid) {
    return `node ${nodeName} UID mismatch: expected ${owner.uid} got ${node.metadata.uid}`;
  }
  const reference = apiObjectReference(pod);
  return reference && `node "${nodeName}" can not create pods that reference ${reference}`;
}

function statusMistake(
  nodeName: string,
  { object, oldObject }: AdmissionAttributes,
): string | undefined {
  const pod: Draft = object ?? {};
  const old: Draft = oldObject ?? {};
  if (!isOn(old, nodeName)) {
    return `node "${nodeName}" can only update pod status for pods with spec.nodeName set to itself`;
  }
  if (!isDeepStrictEqual(pod['metadata'].labels ?? {}, old['metadata'].labels ?? {})) {
    return `node "${nodeName}" cannot update labels through pod status`;
  }
  const isSame = (field: string) =>
    isDeepStrictEqual(pod['status']?.[field], old['status']?.[field]);
  if (!isSame('resourceClaimStatuses')) {
    return `node "${nodeName}" cannot update resource claim statues`;
  }
  if (!isSame('extendedResourceClaimStatus')) {
    return `node "${nodeName}" cannot update extended resource claim status`;
  }
  return undefined;
}

function findPod({ namespace, name }: AdmissionAttributes, reader: ObjectReader): Draft {
  const pod = reader.get(pods, namespace, name);
  if (pod === undefined) throw notFound(pods, name);
  return pod;
}

function isOn(pod: Draft, nodeName: string): boolean {
  return pod['spec']?.nodeName === nodeName;
}
