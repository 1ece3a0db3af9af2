import { secondsIso } from '../../storage/seconds-iso.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateClaimSpec, validateClaimUpdate } from './persistent-volume-claim-validation.js';
import {
  validatePersistentVolume,
  validatePersistentVolumeUpdate,
} from './persistent-volume-validation.js';

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
  validate: validatePersistentVolume,
  validateUpdate: (draft, old) => [
    ...validatePersistentVolume(draft),
    ...validatePersistentVolumeUpdate(draft, old),
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
    normalizeDataSources(draft['spec'] ?? {});
  },
  validate: ({ spec = {} }) => validateClaimSpec(spec, 'spec'),
  validateUpdate: (draft, old) => [
    ...validateClaimSpec(draft['spec'] ?? {}, 'spec'),
    ...validateClaimUpdate(draft, old),
  ],
};

/**
 * What a claim is filled from has two fields: the older one is ignored where it names anything but
 * a claim or a snapshot (`pkg/api/persistentvolumeclaim` `EnforceDataSourceBackwardsCompatibility`).
 */
function normalizeDataSources(spec: Draft): void {
  const { apiGroup = '', kind } = spec['dataSource'] ?? {};
  const isClaim = kind === 'PersistentVolumeClaim' && apiGroup === '';
  const isSnapshot = kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io';
  if (!isClaim && !isSnapshot) delete spec['dataSource'];
  if (spec['dataSource'] && !spec['dataSourceRef'])
    spec['dataSourceRef'] = { ...spec['dataSource'] };
  else if (spec['dataSourceRef'] && !spec['dataSource'] && !spec['dataSourceRef'].namespace) {
    spec['dataSource'] = { ...spec['dataSourceRef'] };
  }
}
