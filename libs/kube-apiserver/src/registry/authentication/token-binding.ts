import { type KubeObject, parseApiVersion } from '@drillyard/kube-objects';
import { goQuote } from '@drillyard/rbac';
import type { ObjectRef, TokenBinding } from '../../authentication/service-account-claims.js';
import { badRequest, conflict, notFound } from '../../status-error.js';
import type { ObjectReader } from '../../storage/object-reader.js';

/** authentication/v1 `BoundObjectReference`. */
export interface BoundObjectReference {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly name?: string;
  readonly uid?: string;
}

/** Looks up what a token is to be bound to, and refuses what it cannot be bound to. */
export function findTokenBinding(
  reference: BoundObjectReference,
  serviceAccount: KubeObject,
  reader: ObjectReader,
): TokenBinding {
  const { kind = '', apiVersion = '', name = '', uid = '' } = reference;
  const { group, version } = parseApiVersion(apiVersion);
  const { namespace = '' } = serviceAccount.metadata;
  const bind = boundKinds.get(group === '' ? kind : '');
  if (bind === undefined) {
    const groupVersion = group === '' ? version : `${group}/${version}`;
    throw badRequest(`cannot bind token to object of type ${groupVersion}, Kind=${kind}`);
  }
  const { resource, isNamespaced } = bind;
  const object = reader.get({ group: '', resource }, isNamespaced ? namespace : '', name);
  if (object === undefined) throw notFound({ group: '', resource }, name);
  if (kind === 'Pod') checkServiceAccount(object, serviceAccount.metadata.name ?? '');
  if (uid !== '' && uid !== object.metadata.uid) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflict({ group: '', resource: kind }, name, why);
  }
  const bound = { [kind.toLowerCase()]: referenceTo(object) };
  return kind === 'Pod' ? { ...bound, ...nodeOf(object, reader) } : bound;
}

const boundKinds: ReadonlyMap<string, { resource: string; isNamespaced: boolean }> = new Map([
  ['Pod', { resource: 'pods', isNamespaced: true }],
  ['Secret', { resource: 'secrets', isNamespaced: true }],
  ['Node', { resource: 'nodes', isNamespaced: false }],
]);

function checkServiceAccount(pod: KubeObject, serviceAccountName: string): void {
  if (specOf(pod).serviceAccountName === serviceAccountName) return;
  throw badRequest(
    `cannot bind token for serviceaccount ${goQuote(serviceAccountName)} to pod running with different serviceaccount name.`,
  );
}

/** The node a pod runs on is mentioned; without its uid where it is gone. */
function nodeOf(pod: KubeObject, reader: ObjectReader): TokenBinding {
  const { nodeName } = specOf(pod);
  if (!nodeName) return {};
  const node = reader.get({ group: '', resource: 'nodes' }, '', nodeName);
  return { node: node === undefined ? { name: nodeName, uid: '' } : referenceTo(node) };
}

function specOf(pod: KubeObject): { serviceAccountName?: string; nodeName?: string } {
  return (pod['spec'] ?? {}) as { serviceAccountName?: string; nodeName?: string };
}

function referenceTo({ metadata }: KubeObject): ObjectRef {
  return { name: metadata.name ?? '', uid: metadata.uid ?? '' };
}
