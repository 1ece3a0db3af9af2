import type { Authorizer } from '../authorization/authorizer.js';
import { claimNames } from '../authorization/pod-references.js';
import type { Draft } from '../registry/resource-strategy.js';
import { notFound } from '../status-error.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes } from './admission-plugin.js';
import { admissionForbidden } from './pod-under-admission.js';

const pods = { group: '', resource: 'pods' };

/** A kubelet gets tokens for the pods it runs, for the audiences these ask for. */
export async function admitTokenRequest(
  nodeName: string,
  attributes: AdmissionAttributes,
  reader: ObjectReader,
  authorizer: Authorizer,
): Promise<void> {
  const { operation, subresource, namespace, object } = attributes;
  if (operation !== 'CREATE' || subresource !== 'token') return;
  const refuse = (why: string) => admissionForbidden(attributes, why);
  const spec: Draft = (object?.['spec'] as Draft | undefined) ?? {};
  const { apiVersion, kind, name = '', uid = '' } = spec['boundObjectRef'] ?? {};
  if (apiVersion !== 'v1' || kind !== 'Pod' || name === '') {
    throw refuse('node requested token not bound to a pod');
  }
  if (uid === '') throw refuse('node requested token with a pod binding without a uid');
  const pod: Draft | undefined = reader.get(pods, namespace, name);
  if (pod === undefined) throw notFound(pods, name);
  if (uid !== pod['metadata'].uid) {
    throw refuse(
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  }
  if (pod['spec'].nodeName !== nodeName) {
    throw refuse('node requested token bound to a pod scheduled on a different node');
  }
  const audiences: string[] = spec['audiences'] ?? [];
  if (audiences.length > 1) throw refuse('node may only request 0 or 1 audiences');
  const [audience = ''] = audiences;
  if (asksFor(pod, audience, reader)) return;
  if (await isAuthorized(attributes, audience, authorizer)) return;
  throw refuse(
    `audience "${audience}" not found in pod spec volume, ${attributes.user.name} is not authorized to request tokens for this audience`,
  );
}

function asksFor(pod: Draft, audience: string, reader: ObjectReader): boolean {
  const volumes: Draft[] = pod['spec'].volumes ?? [];
  const isProjected = volumes
    .flatMap(({ projected }): Draft[] => projected?.sources ?? [])
    .some(({ serviceAccountToken: token }) => token && (token.audience ?? '') === audience);
  return isProjected || csiDrivers(pod, reader).some((driver) => hasAudience(driver, audience));

  function hasAudience(driver: string, asked: string): boolean {
    const found: Draft | undefined = reader.get(
      { group: 'storage.k8s.io', resource: 'csidrivers' },
      '',
      driver,
    );
    const requests: Draft[] = found?.['spec']?.tokenRequests ?? [];
    return requests.some((request) => request['audience'] === asked);
  }
}

/** Of inline volumes and of claims' volumes. */
function csiDrivers(pod: Draft, reader: ObjectReader): string[] {
  const { namespace, ...metadata } = pod['metadata'];
  const volumes: Draft[] = pod['spec'].volumes ?? [];
  const claimed = claimNames({ ...pod, metadata }).map((name) => {
    const claims = { group: '', resource: 'persistentvolumeclaims' };
    const claim: Draft | undefined = reader.get(claims, namespace, name);
    const persistentVolumes = { group: '', resource: 'persistentvolumes' };
    const volumeName: string = claim?.['spec']?.volumeName ?? '';
    const volume: Draft | undefined = reader.get(persistentVolumes, '', volumeName);
    return volume?.['spec']?.csi?.driver;
  });
  const all = [...volumes.map(({ csi }) => csi?.driver), ...claimed];
  return all.filter((driver) => driver !== undefined);
}

async function isAuthorized(
  { user, namespace, name }: AdmissionAttributes,
  audience: string,
  authorizer: Authorizer,
): Promise<boolean> {
  const { decision } = await authorizer.authorize({
    user,
    verb: 'request-serviceaccounts-token-audience',
    isResourceRequest: true,
    apiGroup: '',
    apiVersion: 'v1',
    resource: audience,
    subresource: '',
    namespace,
    name,
    path: '',
  });
  return decision === 'Allow';
}
