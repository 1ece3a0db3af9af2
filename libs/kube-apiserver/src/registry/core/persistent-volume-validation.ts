import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import {
  type FieldError,
  fieldImmutableMessage,
  forbiddenValue,
  invalidValue,
  required,
} from '../field-error.js';
import { validateNoBacksteps } from '../path-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateOneOf, validateSubdomainField } from '../scalar-validation.js';
import { validateNodeSelector } from './affinity-validation.js';
import {
  changedFields,
  validateAccessModes,
  validatePositiveQuantity,
  volumeModes,
} from './persistent-volume-claim-validation.js';
import {
  validateCsiDriverName,
  validateHostPath,
  validateNfs,
} from './volume-source-validation.js';

const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];

/** Where a volume's bytes are, in upstream's order: of two sources the later is one too many. */
const sources: Readonly<Record<string, (source: Draft, field: string) => FieldError[]>> = {
  hostPath: validateHostPath,
  glusterfs: () => [],
  nfs: validateNfs,
  rbd: () => [],
  quobyte: () => [],
  cephfs: () => [],
  iscsi: () => [],
  cinder: () => [],
  fc: () => [],
  flexVolume: () => [],
  azureFile: () => [],
  vsphereVolume: () => [],
  photonPersistentDisk: () => [],
  portworxVolume: () => [],
  azureDisk: () => [],
  scaleIO: () => [],
  local: ({ path = '' }, field) =>
    path === '' ? [required(`${field}.path`)] : validateNoBacksteps(`${field}.path`, path),
  storageos: () => [],
  csi: ({ driver, volumeHandle }, field) => [
    ...validateCsiDriverName(`${field}.driver`, driver),
    ...(volumeHandle ? [] : [required(`${field}.volumeHandle`)]),
  ],
  awsElasticBlockStore: () => [],
  gcePersistentDisk: () => [],
  flocker: () => [],
};

/** Upstream's `ValidatePersistentVolumeSpec`. */
export function validatePersistentVolume({ spec = {} }: Draft): FieldError[] {
  const { accessModes = [], nodeAffinity, persistentVolumeReclaimPolicy: policy } = spec;
  const errors: FieldError[] = [];
  if (accessModes.length === 0) errors.push(required('spec.accessModes'));
  errors.push(
    ...validateAccessModes(accessModes, 'spec.accessModes'),
    ...validateCapacity(spec.capacity),
    ...validateOneOf('spec.persistentVolumeReclaimPolicy', policy, reclaimPolicies),
  );
  if (nodeAffinity) {
    const field = 'spec.nodeAffinity.required';
    if (nodeAffinity.required) errors.push(...validateNodeSelector(nodeAffinity.required, field));
    else errors.push(required(field, 'must specify required node constraints'));
  }
  errors.push(...validateSource(spec));
  if (spec.hostPath && /^\/+$/.test(spec.hostPath.path ?? '') && policy === 'Recycle') {
    const detail = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbiddenValue('spec.persistentVolumeReclaimPolicy', detail));
  }
  return [
    ...errors,
    ...validateSubdomainField('spec.storageClassName', spec.storageClassName),
    ...validateOneOf('spec.volumeMode', spec.volumeMode, volumeModes),
  ];
}

function validateCapacity(capacity: Draft | undefined): FieldError[] {
  const field = 'spec.capacity';
  const names = Object.keys(capacity ?? {});
  const errors: FieldError[] = names.length === 0 ? [required(field)] : [];
  if (names.length !== 1 || names[0] !== 'storage') {
    const detail = 'supported values: "storage"';
    errors.push({ type: 'FieldValueNotSupported', field, badValue: capacity ?? null, detail });
  }
  for (const name of names) {
    errors.push(...validatePositiveQuantity(`${field}[${name}]`, String(capacity?.[name])));
  }
  return errors;
}

function validateSource(spec: Draft): FieldError[] {
  const named = Object.keys(sources).filter((kind) => spec[kind] !== undefined);
  if (named.length === 0) return [required('spec', 'must specify a volume type')];
  return named.flatMap((kind, index) => {
    const field = `spec.${kind}`;
    if (index > 0) return [forbiddenValue(field, 'may not specify more than 1 volume type')];
    const errors = sources[kind]?.(spec[kind], field) ?? [];
    if (kind !== 'local' || spec['nodeAffinity']) return errors;
    return [...errors, required('spec.nodeAffinity', 'Local volume requires node affinity')];
  });
}

export function validatePersistentVolumeUpdate(draft: Draft, old: KubeObject): FieldError[] {
  const before = sourceOf(old['spec'] as Draft);
  const after = sourceOf(draft['spec']);
  const errors: FieldError[] = [];
  if (!isDeepStrictEqual(before, after)) {
    const detail = 'spec.persistentvolumesource is immutable after creation';
    const changed = changedFields(before, after);
    errors.push(forbiddenValue('spec.persistentvolumesource', `${detail}\n${changed}`));
  }
  const { volumeMode } = draft['spec'];
  if (volumeMode === (old['spec'] as Draft)['volumeMode']) return errors;
  return [...errors, invalidValue('volumeMode', volumeMode, fieldImmutableMessage)];
}

function sourceOf(spec: Draft): Draft {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => name in sources));
}
