import type { Informer } from '@drillyard/cluster';
import type { Pod } from '../api/core.js';
import type { PersistentVolumeClaim, StorageClass } from '../api/volumes.js';

/** Why a pod's claims keep it from every node (plugins/volumebinding `PreFilter`). */
export function claimsFailure(
  pod: Pod,
  claims: Informer<PersistentVolumeClaim>,
  classes: Informer<StorageClass>,
): string | undefined {
  for (const volume of pod.spec.volumes ?? []) {
    const source = volume['persistentVolumeClaim'] as { claimName: string } | undefined;
    if (source === undefined) continue;
    const claim = claims.get(pod.metadata.namespace ?? '', source.claimName);
    if (claim === undefined) return `persistentvolumeclaim "${source.claimName}" not found`;
    const { name, deletionTimestamp } = claim.metadata;
    if (deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
    const mode = classes.get('', claim.spec.storageClassName ?? '')?.volumeBindingMode;
    const isBound = (claim.spec.volumeName ?? '') !== '';
    if (!isBound && mode !== 'WaitForFirstConsumer') {
      return 'pod has unbound immediate PersistentVolumeClaims';
    }
  }
  return undefined;
}
