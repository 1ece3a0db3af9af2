import { FieldPathSet, fieldNameElement } from '@drillyard/kube-patch';
import type { ResourceInfo } from '@drillyard/kube-schema';
import { CustomResource } from '../apiextensions/serving/custom-resource.js';

/**
 * What an endpoint puts back whatever is sent, so that nobody comes to own it by sending it
 * (upstream `GetResetFields` of each strategy). Most resources with a status keep it from writes
 * of the object, and their spec from writes of the status; these are the others.
 */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'deployments.apps/status': ['spec', 'metadata.labels'],
  'pods/status': ['spec', 'metadata.deletionTimestamp', 'metadata.ownerReferences'],
  'namespaces/finalize': ['status'],
  'certificatesigningrequests.certificates.k8s.io': ['spec', 'status'],
  'certificatesigningrequests.certificates.k8s.io/status': ['spec', 'status.conditions'],
  'certificatesigningrequests.certificates.k8s.io/approval': ['spec', 'status.certificate'],
  'podcertificaterequests.certificates.k8s.io': [],
};

/** Resources whose status endpoint leaves the metadata alone as well. */
const statusKeepsMetadata: ReadonlySet<string> = new Set([
  'apiservices.apiregistration.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
  'devicetaintrules.resource.k8s.io',
  'flowschemas.flowcontrol.apiserver.k8s.io',
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io',
  'resourceclaims.resource.k8s.io',
  'servicecidrs.networking.k8s.io',
  'storageversionmigrations.storagemigration.k8s.io',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'volumeattachments.storage.k8s.io',
]);

/** Of metadata, what a client could set otherwise (apiserver `ResetObjectMetaForStatus`). */
const settableMetadata = ['labels', 'annotations', 'finalizers', 'ownerReferences'];

const sets = new Map<string, FieldPathSet | undefined>();

export function resetFieldsOf(info: ResourceInfo, subresource: string): FieldPathSet | undefined {
  if (info instanceof CustomResource) return customFields(info, subresource);
  const key = `${info.resource}.${info.group}/${subresource}`;
  if (!sets.has(key)) {
    const paths = pathsOf(info, subresource);
    sets.set(key, paths.length === 0 ? undefined : setOf(paths));
  }
  return sets.get(key);
}

/** Names of the metadata that the endpoint puts back. */
export function resetMetadataOf(info: ResourceInfo, subresource: string): readonly string[] {
  const paths = pathsOf(info, subresource);
  if (paths.includes('metadata')) return settableMetadata;
  return paths.flatMap((path) => (path.startsWith('metadata.') ? [path.slice(9)] : []));
}

function pathsOf(info: ResourceInfo, subresource: string): readonly string[] {
  const name = info.group === '' ? info.resource : `${info.resource}.${info.group}`;
  const key = subresource === '' ? name : `${name}/${subresource}`;
  return exceptions[key] ?? usualPaths(info, name, subresource);
}

function usualPaths(info: ResourceInfo, name: string, subresource: string): string[] {
  const hasStatus = info.subresources.some((candidate) => candidate.name === 'status');
  if (subresource === '') return hasStatus ? ['status'] : [];
  if (subresource !== 'status') return [];
  return statusKeepsMetadata.has(name) ? ['spec', 'metadata'] : ['spec'];
}

/** Of custom resources; definitions come and go, so nothing is kept of them here. */
function customFields(info: CustomResource, subresource: string): FieldPathSet | undefined {
  if (subresource === 'status') return setOf(['metadata', 'spec']);
  return subresource === '' && info.hasStatus ? setOf(['status']) : undefined;
}

function setOf(paths: readonly string[]): FieldPathSet {
  return FieldPathSet.of(...paths.map((path) => path.split('.').map(fieldNameElement)));
}
