import { isDeepStrictEqual } from 'node:util';
import {
  isDNS1123Label,
  isDNS1123Subdomain,
  isLabelValue,
  isQualifiedName,
  type KubeObject,
} from '@drillyard/kube-objects';
import {
  type FieldError,
  fieldImmutableMessage,
  forbiddenValue,
  invalidValue,
  invalidValues,
  required,
  tooLong,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';

type ValidateName = (name: string) => string[];

const annotationBytesMax = 256 * 1024;

/** A created object's metadata (apimachinery `validation.ValidateObjectMeta`). */
export function validateObjectMeta(
  metadata: Draft,
  namespaced: boolean,
  validateName: ValidateName = isDNS1123Subdomain,
  validateFinalizers = validateKubeFinalizers,
): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '', generateName = '', namespace = '' } = metadata;
  if (generateName !== '') {
    const masked = maskTrailingDash(generateName);
    errors.push(...invalidValues('metadata.generateName', generateName, validateName(masked)));
  }
  if (name === '') errors.push(required('metadata.name', 'name or generateName is required'));
  else errors.push(...invalidValues('metadata.name', name, validateName(name)));
  if (!namespaced && namespace !== '') {
    errors.push(forbiddenValue('metadata.namespace', 'not allowed on this type'));
  } else if (namespaced && namespace === '') {
    errors.push(required('metadata.namespace'));
  } else if (namespaced) {
    errors.push(...invalidValues('metadata.namespace', namespace, isDNS1123Label(namespace)));
  }
  errors.push(...validateLabelsAndOwners(metadata));
  return [...errors, ...validateFinalizers(metadata['finalizers'] ?? [])];
}

/** An updated object's metadata (apimachinery `validation.ValidateObjectMetaUpdate`). */
export function validateObjectMetaUpdate(
  metadata: Draft,
  old: KubeObject,
  validateFinalizers = validateKubeFinalizers,
): FieldError[] {
  const errors: FieldError[] = [];
  if (old.metadata.deletionTimestamp !== undefined) {
    const known = new Set(old.metadata.finalizers ?? []);
    const added = (metadata['finalizers'] ?? []).filter((name: string) => !known.has(name)).sort();
    if (added.length > 0) {
      const list = added.map((name: string) => JSON.stringify(name)).join(', ');
      const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
      errors.push(forbiddenValue('metadata.finalizers', detail));
    }
  }
  for (const field of immutableFields) {
    if (isDeepStrictEqual(metadata[field], old.metadata[field])) continue;
    errors.push(invalidValue(`metadata.${field}`, metadata[field] ?? '', fieldImmutableMessage));
  }
  errors.push(...validateLabelsAndOwners(metadata));
  return [...errors, ...validateFinalizers(metadata['finalizers'] ?? [])];
}

const immutableFields = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/** Finalizers without a prefix that garbage collection and namespaces go by. */
const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** Of the built-in kinds (upstream `pkg/apis/core/validation`). */
function validateKubeFinalizers(finalizers: readonly string[]): FieldError[] {
  return finalizers.flatMap((name, index) => {
    const errors = validateAnyFinalizers([name]);
    if (name.includes('/') || standardFinalizers.includes(name)) return errors;
    const detail = 'name is neither a standard finalizer name nor is it fully qualified';
    return [...errors, invalidValue(`metadata.finalizers[${index}]`, name, detail)];
  });
}

/** Of the kinds that leave it at that: definitions and custom resources. */
export function validateAnyFinalizers(finalizers: readonly string[]): FieldError[] {
  return finalizers.flatMap((name) =>
    invalidValues('metadata.finalizers', name, isQualifiedName(name)),
  );
}

function validateLabelsAndOwners(metadata: Draft): FieldError[] {
  return [
    ...validateLabels(metadata['labels'] ?? {}, 'metadata.labels'),
    ...validateAnnotations(metadata['annotations'] ?? {}),
    ...validateOwnerReferences(metadata['ownerReferences'] ?? []),
  ];
}

export function validateLabels(labels: Record<string, string>, field: string): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...invalidValues(field, key, isQualifiedName(key)),
    ...invalidValues(field, value, isLabelValue(value)),
  ]);
}

export function validateAnnotations(
  annotations: Record<string, string>,
  field = 'metadata.annotations',
): FieldError[] {
  const errors = Object.keys(annotations).flatMap((key) =>
    invalidValues(field, key, isQualifiedName(key.toLowerCase())),
  );
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return bytes > annotationBytesMax ? [...errors, tooLong(field, annotationBytesMax)] : errors;
}

function validateOwnerReferences(references: readonly Draft[]): FieldError[] {
  const field = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  let controller = '';
  for (const reference of references) {
    const { apiVersion = '', kind = '', name = '', uid = '' } = reference;
    if (apiVersion === '') {
      errors.push(invalidValue(`${field}.apiVersion`, '', 'version must not be empty'));
    }
    for (const [key, value] of Object.entries({ kind, name, uid })) {
      if (value === '') errors.push(invalidValue(`${field}.${key}`, '', 'must not be empty'));
    }
    if (apiVersion === 'v1' && kind === 'Event') {
      const detail = '/v1, Kind=Event is disallowed from being an owner';
      errors.push(invalidValue(field, reference, detail));
    }
    if (reference['controller'] !== true) continue;
    if (controller === '') controller = `${kind}/${name}`;
    else {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${kind}/${name}`;
      errors.push(invalidValue(field, references, detail));
    }
  }
  return errors;
}

/** A generated name goes on after the prefix, so its last dash is not an end. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
