import type { Pod } from '../api/core.js';
import { type StatefulSet, statefulSets } from '../api/stateful-sets.js';
import type { PersistentVolumeClaim } from '../api/volumes.js';
import { podFromTemplate } from '../pod-control.js';

export const revisionLabel = 'controller-revision-hash';

/** The number at the end of a pod's name, where the name is one of the set's; else -1. */
export function ordinalOf(set: StatefulSet, { metadata }: Pod): number {
  const [, parent, ordinal] = /^(.*)-(\d+)$/.exec(metadata.name ?? '') ?? [];
  return parent === set.metadata.name ? Number(ordinal) : -1;
}

export function startOrdinal({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

/** The pod of an ordinal, with its identity and its claims (`newStatefulSetPod`). */
export function statefulPod(set: StatefulSet, ordinal: number, revision: string): Pod {
  const { metadata, spec } = podFromTemplate(set, set.spec.template, statefulSets);
  const name = `${set.metadata.name}-${ordinal}`;
  const claims = set.spec.volumeClaimTemplates ?? [];
  const volumes = claims.map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(claim.metadata.name, name), readOnly: false },
  }));
  const others = (spec.volumes ?? []).filter(
    (volume) => !claims.some((claim) => claim.metadata.name === volume.name),
  );
  const all = [...volumes, ...others];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name,
      labels: {
        ...metadata.labels,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': String(ordinal),
        [revisionLabel]: revision,
      },
    },
    spec: {
      ...spec,
      hostname: name,
      ...(set.spec.serviceName && { subdomain: set.spec.serviceName }),
      ...(all.length > 0 && { volumes: all }),
    },
  };
}

function claimName(template: string, pod: string): string {
  return `${template}-${pod}`;
}

/** The claims of a pod, as they are made before it. */
export function claimsOf(set: StatefulSet, podName: string): PersistentVolumeClaim[] {
  const { namespace = '' } = set.metadata;
  return (set.spec.volumeClaimTemplates ?? []).map(({ metadata, spec }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(metadata.name, podName),
      namespace,
      labels: { ...metadata.labels, ...set.spec.selector.matchLabels },
    },
    spec,
  }));
}
