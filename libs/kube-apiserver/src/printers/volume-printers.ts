import { ageOf, nameOf } from './cells.js';
import type { Printed, Printer } from './printer.js';

const accessModes = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

function formatAccessModes(modes: readonly string[] = []): string {
  return accessModes
    .filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(',');
}

function phaseOf({ metadata, status }: Printed): string {
  return metadata.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating';
}

/** The annotation is how classes were named before there was a field for it. */
function classOf({ metadata, spec }: Printed): string {
  const annotation = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'];
  return annotation ?? spec?.storageClassName ?? '';
}

const persistentVolumeClaims: Printer = {
  group: '',
  resource: 'persistentvolumeclaims',
  columns: [
    'Name',
    'Status',
    'Volume',
    'Capacity',
    'Access Modes',
    'StorageClass',
    'VolumeAttributesClass',
    'Age',
    '+VolumeMode',
  ],
  cells: (claim, now) => {
    const { spec = {}, status = {} } = claim;
    const isBound = Boolean(spec.volumeName);
    return [
      nameOf(claim),
      phaseOf(claim),
      spec.volumeName ?? '',
      isBound ? (status.capacity?.storage ?? '0') : '',
      isBound ? formatAccessModes(status.accessModes) : '',
      classOf(claim),
      spec.volumeAttributesClassName ?? '<unset>',
      ageOf(claim, now),
      spec.volumeMode ?? '<unset>',
    ];
  },
};

const persistentVolumes: Printer = {
  group: '',
  resource: 'persistentvolumes',
  columns: [
    'Name',
    'Capacity',
    'Access Modes',
    'Reclaim Policy',
    'Status',
    'Claim',
    'StorageClass',
    'VolumeAttributesClass',
    'Reason',
    'Age',
    '+VolumeMode',
  ],
  cells: (volume, now) => {
    const { spec = {}, status = {} } = volume;
    const { claimRef } = spec;
    return [
      nameOf(volume),
      spec.capacity?.storage ?? '0',
      formatAccessModes(spec.accessModes),
      spec.persistentVolumeReclaimPolicy ?? '',
      phaseOf(volume),
      claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : '',
      classOf(volume),
      spec.volumeAttributesClassName ?? '<unset>',
      status.reason ?? '',
      ageOf(volume, now),
      spec.volumeMode ?? '<unset>',
    ];
  },
};

export const volumePrinters: readonly Printer[] = [persistentVolumeClaims, persistentVolumes];
