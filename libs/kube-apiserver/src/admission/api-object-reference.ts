import { configMapNames, secretNames } from '../authorization/pod-references.js';
import type { Draft } from '../registry/resource-strategy.js';

/** Kinds of volumes for which a node reads something of the API, and what. */
const volumeReferences: readonly [source: string, resource: string][] = [
  ['configMap', 'configmaps (via configmap volumes)'],
  ['secret', 'secrets (via secret volumes)'],
  ['csi', 'csidrivers (via CSI volumes)'],
  ['glusterfs', 'endpoints (via glusterFS volumes)'],
  ['persistentVolumeClaim', 'persistentvolumeclaims'],
  ['ephemeral', 'persistentvolumeclaims (via ephemeral volumes)'],
  ['azureFile', 'secrets (via azureFile volumes)'],
];

const projectedReferences: readonly [source: string, resource: string][] = [
  ['configMap', 'configmaps (via projected volumes)'],
  ['secret', 'secrets (via projected volumes)'],
  ['serviceAccountToken', 'serviceaccounts (via projected volumes)'],
  ['clusterTrustBundle', 'clustertrustbundles'],
  ['podCertificate', 'podcertificates'],
];

/** The first kind of API object a pod makes its node read (`podutil.HasAPIObjectReference`). */
export function apiObjectReference(pod: Draft): string | undefined {
  const { spec } = pod;
  if (spec.serviceAccountName) return 'serviceaccounts';
  if (secretNames(pod).length > 0) return 'secrets';
  if (configMapNames(pod).length > 0) return 'configmaps';
  if ((spec.resourceClaims ?? []).length > 0) return 'resourceclaims';
  const volumes: Draft[] = spec.volumes ?? [];
  return volumes.map(volumeReference).find((reference) => reference !== undefined);
}

function volumeReference(volume: Draft): string | undefined {
  const sources: Draft[] = volume['projected']?.sources ?? [];
  const candidates = [
    ...volumeReferences.filter(([source]) => volume[source] !== undefined),
    ...sources.flatMap((each) => projectedReferences.filter(([source]) => each[source])),
  ];
  return candidates[0]?.[1];
}
