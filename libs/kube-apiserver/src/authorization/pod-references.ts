/** What a pod makes its node read (upstream `pkg/api/v1/pod/util.go`, visitors). */
import type { Draft } from '../registry/resource-strategy.js';

/** Parts of a volume that name a Secret as `secretRef`. */
const secretRefSources = [
  'cephfs',
  'cinder',
  'flexVolume',
  'rbd',
  'scaleIO',
  'iscsi',
  'storageos',
] as const;

export function secretNames({ spec }: Draft): string[] {
  return present([
    ...(spec.imagePullSecrets ?? []).map(nameOf),
    ...containerReferences(spec, 'secretRef', 'secretKeyRef'),
    ...volumesOf(spec).flatMap((volume) => [
      volume['secret']?.secretName,
      volume['azureFile']?.secretName,
      volume['csi']?.nodePublishSecretRef?.name,
      ...secretRefSources.map((source) => volume[source]?.secretRef?.name),
      ...projected(volume).map(({ secret }) => secret?.name),
    ]),
  ]);
}

export function configMapNames({ spec }: Draft): string[] {
  return present([
    ...containerReferences(spec, 'configMapRef', 'configMapKeyRef'),
    ...volumesOf(spec).flatMap((volume) => [
      volume['configMap']?.name,
      ...projected(volume).map(({ configMap }) => configMap?.name),
    ]),
  ]);
}

/** Claims by name; a generic ephemeral volume's is named for pod and volume. */
export function claimNames({ metadata, spec }: Draft): string[] {
  return present(
    volumesOf(spec).map(
      (volume) =>
        volume['persistentVolumeClaim']?.claimName ??
        (volume['ephemeral'] && `${metadata.name}-${volume['name']}`),
    ),
  );
}

export function resourceClaimNames({ spec, status = {} }: Draft): string[] {
  const statuses: Draft[] = status.resourceClaimStatuses ?? [];
  return present([
    ...(spec.resourceClaims ?? []).map((claim: Draft) => {
      const made = statuses.find(({ name }) => name === claim['name']);
      return claim['resourceClaimName'] ?? made?.['resourceClaimName'];
    }),
    status.extendedResourceClaimStatus?.resourceClaimName,
  ]);
}

/** Secrets of a persistent volume that its node needs, with their namespaces. */
export function volumeSecrets({ spec }: Draft): { namespace: string; name: string }[] {
  const claimNamespace: string = spec.claimRef?.namespace ?? '';
  const { azureFile, csi = {} } = spec;
  const references: (Draft | undefined)[] = [
    azureFile && { name: azureFile.secretName, namespace: azureFile.secretNamespace },
    ...secretRefSources.map((source) => spec[source]?.secretRef),
    csi.nodePublishSecretRef,
    csi.nodeStageSecretRef,
    csi.nodeExpandSecretRef,
  ];
  return references.flatMap((reference) =>
    reference?.['name']
      ? [{ name: reference['name'], namespace: reference['namespace'] || claimNamespace }]
      : [],
  );
}

function containerReferences(spec: Draft, whole: string, key: string): (string | undefined)[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec;
  const all: Draft[] = [...initContainers, ...containers, ...ephemeralContainers];
  return all.flatMap(({ env = [], envFrom = [] }) => [
    ...envFrom.map((source: Draft) => source[whole]?.name),
    ...env.map(({ valueFrom }: Draft) => valueFrom?.[key]?.name),
  ]);
}

function volumesOf(spec: Draft): Draft[] {
  return spec['volumes'] ?? [];
}

function projected(volume: Draft): Draft[] {
  return volume['projected']?.sources ?? [];
}

function nameOf({ name }: Draft): string | undefined {
  return name;
}

function present(names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined && name !== '') as string[];
}
