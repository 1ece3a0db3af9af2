import { isDeepStrictEqual } from 'node:util';
import { isDNS1123Label, type KubeObject } from '@drillyard/kube-objects';
import { setPodTemplateDefaults } from '../core/pod-spec-defaults.js';
import { type FieldError, forbiddenValue, invalidValue } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateLabelField, validateNonNegative, validateOneOf } from '../scalar-validation.js';
import {
  templateWarnings,
  validateSelectorAndTemplate,
  workloads,
} from './pod-template-validation.js';
import { validateStatefulSetUpdateStrategy } from './update-strategy-validation.js';

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
  // Its pods are named after it, and their names are labels.
  validateName: isDNS1123Label,
  validate,
  warnings: templateWarnings,
  validateUpdate: (draft, old) => [...validate(draft), ...validateUnchanged(draft, old)],
};

const updatableFields = [
  ...['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit'],
  ...['persistentVolumeClaimRetentionPolicy', 'minReadySeconds'],
];

function validateUnchanged({ spec }: Draft, old: KubeObject): FieldError[] {
  const fixed = (whole: Draft) =>
    Object.fromEntries(Object.entries(whole).filter(([name]) => !updatableFields.includes(name)));
  if (isDeepStrictEqual(fixed(spec), fixed(old['spec'] as Draft))) return [];
  const quoted = updatableFields.map((name) => `'${name}'`);
  const list = `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
  const detail = `updates to statefulset spec for fields other than ${list} are forbidden`;
  return [forbiddenValue('spec', detail)];
}

function validate({ spec = {} }: Draft): FieldError[] {
  const { podManagementPolicy: policy, persistentVolumeClaimRetentionPolicy: retention } = spec;
  const errors: FieldError[] = [];
  if (!['OrderedReady', 'Parallel'].includes(policy)) {
    const detail = "must be 'OrderedReady' or 'Parallel'";
    errors.push(invalidValue('spec.podManagementPolicy', policy, detail));
  }
  errors.push(...validateStatefulSetUpdateStrategy(spec.updateStrategy, 'spec.updateStrategy'));
  for (const when of ['whenDeleted', 'whenScaled']) {
    const field = `spec.persistentVolumeClaimRetentionPolicy.${when}`;
    errors.push(...validateOneOf(field, retention?.[when], ['Retain', 'Delete']));
  }
  return [
    ...errors,
    ...validateNonNegative('spec.replicas', spec.replicas),
    ...validateNonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateNonNegative('spec.ordinals.start', spec.ordinals?.start),
    ...validateLabelField('spec.serviceName', spec.serviceName),
    ...validateSelectorAndTemplate(withClaims(spec), workloads.statefulSet),
  ];
}

/** The template as the controller completes it: with a volume for each template of a claim. */
function withClaims(spec: Draft): Draft {
  const claims: Draft[] = spec['volumeClaimTemplates'] ?? [];
  if (claims.length === 0) return spec;
  const added = claims.map(({ metadata }) => {
    const name: string = metadata?.name ?? '';
    return { name, persistentVolumeClaim: { claimName: name || 'claim' } };
  });
  const names = new Set(added.map(({ name }) => name));
  const { template = {} } = spec;
  const { volumes = [] } = template.spec ?? {};
  const kept = volumes.filter(({ name }: Draft) => !names.has(name));
  return {
    ...spec,
    template: { ...template, spec: { ...template.spec, volumes: [...added, ...kept] } },
  };
}
