import { secondsIso } from '../../storage/seconds-iso.js';
import { required } from '../field-error.js';
import type { ResourceStrategy } from '../resource-strategy.js';

export const persistentVolumeStrategy: ResourceStrategy = {
  group: '',
  resource: 'persistentvolumes',
  setDefaults({ spec }) {
    if (spec === undefined) return;
    spec.persistentVolumeReclaimPolicy ||= 'Retain';
    spec.volumeMode ??= 'Filesystem';
    if (spec.hostPath) spec.hostPath.type ??= '';
  },
  prepareForCreate(draft, { now }) {
    draft['status'] = { phase: 'Pending', lastPhaseTransitionTime: secondsIso(now()) };
  },
  validate: ({ spec = {} }) => [
    ...((spec.accessModes ?? []).length === 0 ? [required('spec.accessModes')] : []),
    ...(Object.keys(spec.capacity ?? {}).length === 0 ? [required('spec.capacity')] : []),
  ],
};

export const persistentVolumeClaimStrategy: ResourceStrategy = {
  group: '',
  resource: 'persistentvolumeclaims',
  setDefaults({ spec }) {
    if (spec !== undefined) spec.volumeMode ??= 'Filesystem';
  },
  prepareForCreate(draft) {
    draft['status'] = { phase: 'Pending' };
  },
  validate: ({ spec = {} }) => [
    ...((spec.accessModes ?? []).length === 0
      ? [required('spec.accessModes', 'at least 1 access mode is required')]
      : []),
    ...(spec.resources?.requests?.storage === undefined
      ? [required('spec.resources[storage]')]
      : []),
  ],
};
