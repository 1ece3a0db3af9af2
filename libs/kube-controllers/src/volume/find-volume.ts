import { parseQuantity, quantityValue } from '@drillyard/kube-schema';
import type { PersistentVolume, PersistentVolumeClaim } from '../api/volumes.js';
import { selects } from '../selector.js';

/** The smallest volume that does; one that is kept for the claim before all others. */
export function findVolume(
  claim: PersistentVolumeClaim,
  volumes: Iterable<PersistentVolume>,
): PersistentVolume | undefined {
  const fitting = [...volumes].filter((volume) => fits(claim, volume));
  const kept = fitting.find(({ spec }) => spec.claimRef?.name !== undefined);
  return kept ?? fitting.sort((a, b) => Number(sizeOf(a) - sizeOf(b)))[0];
}

function fits({ metadata, spec }: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  const {
    claimRef,
    accessModes = [],
    storageClassName = '',
    volumeMode = 'Filesystem',
  } = volume.spec;
  if (volume.metadata.deletionTimestamp !== undefined || claimRef?.uid !== undefined) return false;
  if (spec.volumeName && spec.volumeName !== volume.metadata.name) return false;
  const isKept = claimRef?.name !== undefined;
  const isOurs = claimRef?.name === metadata.name && claimRef?.namespace === metadata.namespace;
  if (isKept && !isOurs) return false;
  if (spec.selector !== undefined && !selects(spec.selector, volume.metadata.labels)) return false;
  const wanted = quantityValue(parseQuantity(String(spec.resources?.requests?.['storage'] ?? '0')));
  return (
    storageClassName === (spec.storageClassName ?? '') &&
    volumeMode === (spec.volumeMode ?? 'Filesystem') &&
    (spec.accessModes ?? []).every((mode) => accessModes.includes(mode)) &&
    sizeOf(volume) >= wanted
  );
}

function sizeOf({ spec }: PersistentVolume): bigint {
  return quantityValue(parseQuantity(String(spec.capacity?.['storage'] ?? '0')));
}
