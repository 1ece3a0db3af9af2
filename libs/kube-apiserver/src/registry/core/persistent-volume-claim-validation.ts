import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import { compareQuantities, parseQuantity } from '@drillyard/kube-schema';
import {
  type FieldError,
  fieldImmutableMessage,
  forbiddenValue,
  invalidValue,
  required,
} from '../field-error.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateOneOf, validateSubdomainField } from '../scalar-validation.js';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const volumeModes = ['Block', 'Filesystem'];

export function validateAccessModes(modes: readonly string[], field: string): FieldError[] {
  const errors = modes.flatMap((mode) => validateOneOf(field, mode, accessModes));
  const others = modes.filter((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode));
  if (!modes.includes('ReadWriteOncePod') || others.length === 0) return errors;
  return [...errors, forbiddenValue(field, 'may not use ReadWriteOncePod with other access modes')];
}

/** An amount of storage, which cannot be none. */
export function validatePositiveQuantity(field: string, text: string): FieldError[] {
  if (compareQuantities(parseQuantity(text), parseQuantity('0')) > 0) return [];
  return [invalidValue(field, text, 'must be greater than zero')];
}

/** Of a claim and of the templates of claims (upstream `ValidatePersistentVolumeClaimSpec`). */
export function validateClaimSpec(spec: Draft, field: string): FieldError[] {
  const { accessModes: modes = [], selector, resources, dataSource, dataSourceRef } = spec;
  const errors: FieldError[] = [];
  if (modes.length === 0) {
    errors.push(required(`${field}.accessModes`, 'at least 1 access mode is required'));
  }
  if (selector) errors.push(...validateLabelSelector(selector, `${field}.selector`));
  errors.push(...validateAccessModes(modes, `${field}.accessModes`));
  const storage = resources?.requests?.storage;
  const storageField = `${field}.resources[storage]`;
  if (storage === undefined) errors.push(required(storageField));
  else errors.push(...validatePositiveQuantity(storageField, String(storage)));
  errors.push(
    ...validateSubdomainField(`${field}.storageClassName`, spec['storageClassName']),
    ...validateOneOf(`${field}.volumeMode`, spec['volumeMode'], volumeModes),
  );
  for (const [name, source] of Object.entries({ dataSource, dataSourceRef })) {
    if (source) errors.push(...validateDataSource(source, `${field}.${name}`));
  }
  const isSame = ['apiGroup', 'kind', 'name'].every(
    (key) => dataSource?.[key] === dataSourceRef?.[key],
  );
  if (dataSource && dataSourceRef && !isSame) {
    // Upstream prints a path where the value belongs.
    errors.push(invalidValue(field, {}, 'must match dataSourceRef'));
  }
  const className = `${field}.volumeAttributesClassName`;
  return [...errors, ...validateSubdomainField(className, spec['volumeAttributesClassName'])];
}

function validateDataSource(source: Draft, field: string): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = source;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${field}.name`));
  if (kind === '') errors.push(required(`${field}.kind`));
  if (apiGroup !== '' || kind === 'PersistentVolumeClaim') return errors;
  const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [...errors, invalidValue(field, kind, detail)];
}

/** A claim stays as it was made; a bound one may ask for more. */
export function validateClaimUpdate(draft: Draft, old: KubeObject): FieldError[] {
  const { spec, status } = draft;
  const before = old['spec'] as Draft;
  const isBound = status?.phase === 'Bound';
  const errors: FieldError[] = [];
  const kept = { ...before };
  if (!before['volumeName'] && spec.volumeName) kept['volumeName'] = spec.volumeName;
  if (before['storageClassName'] === undefined && spec.storageClassName !== undefined) {
    // A claim from before there was a default class may be given it.
    kept['storageClassName'] = spec.storageClassName;
  }
  if (isBound) {
    kept['resources'] = {
      ...before['resources'],
      requests: { ...before['resources']?.requests, storage: spec.resources?.requests?.storage },
    };
    if (spec.volumeAttributesClassName !== undefined) {
      kept['volumeAttributesClassName'] = spec.volumeAttributesClassName;
    } else delete kept['volumeAttributesClassName'];
  }
  if (!isDeepStrictEqual(spec, kept)) {
    const detail =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    errors.push(forbiddenValue('spec', `${detail}\n${changedFields(kept, spec)}`));
  }
  errors.push(...validateSizeNotBelowCapacity(draft, old));
  if (spec.volumeMode === before['volumeMode']) return errors;
  return [...errors, invalidValue('volumeMode', spec.volumeMode, fieldImmutableMessage)];
}

function validateSizeNotBelowCapacity({ spec }: Draft, old: KubeObject): FieldError[] {
  const quantityOf = (text: unknown) => parseQuantity(String(text ?? '0'));
  const asked = quantityOf(spec.resources?.requests?.storage);
  const before = quantityOf((old['spec'] as Draft)['resources']?.requests?.storage);
  const capacity = quantityOf((old['status'] as Draft | undefined)?.['capacity']?.storage);
  const isLess = compareQuantities(asked, before) < 0 && compareQuantities(asked, capacity) <= 0;
  if (!isLess) return [];
  return [
    forbiddenValue('spec.resources.requests.storage', 'field can not be less than status.capacity'),
  ];
}

/** Which fields changed: upstream shows a diff of its own structures here. */
export function changedFields(before: Draft, after: Draft): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return `changed: ${changed.map((name) => `spec.${name}`).join(', ')}`;
}
