import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import type { ResourceStrategy } from '../resource-strategy.js';
import { validateSelectorAndTemplate } from './pod-template-validation.js';

export const statefulSetStrategy: ResourceStrategy = {
  group: 'apps',
  resource: 'statefulsets',
  setDefaults(draft) {
    draft['spec'] ??= {};
    const { spec } = draft;
    spec.podManagementPolicy ||= 'OrderedReady';
    spec.updateStrategy ??= {};
    if (!spec.updateStrategy.type) {
      spec.updateStrategy.type = 'RollingUpdate';
      spec.updateStrategy.rollingUpdate ??= {};
    }
    if (spec.updateStrategy.rollingUpdate) spec.updateStrategy.rollingUpdate.partition ??= 0;
    spec.persistentVolumeClaimRetentionPolicy ??= {};
    spec.persistentVolumeClaimRetentionPolicy.whenDeleted ||= 'Retain';
    spec.persistentVolumeClaimRetentionPolicy.whenScaled ||= 'Retain';
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    setPodTemplateDefaults(spec);
    for (const claim of spec.volumeClaimTemplates ?? []) claim.spec.volumeMode ??= 'Filesystem';
  },
  validate: ({ spec = {} }) => validateSelectorAndTemplate(spec, 'statefulset'),
  validateUpdate: (draft) => validateSelectorAndTemplate(draft['spec'], 'statefulset'),
};
