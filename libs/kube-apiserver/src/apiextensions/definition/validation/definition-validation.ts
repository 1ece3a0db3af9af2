import { isDeepStrictEqual } from 'node:util';
import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import {
  type FieldError,
  fieldImmutableMessage,
  invalidValue,
} from '../../../registry/field-error.js';
import {
  type CustomResourceDefinition,
  type CustomResourceDefinitionStatus,
  isConditionTrue,
} from '../custom-resource-definition.js';
import { validateApiApproval } from './api-approval.js';
import { validateNames } from './names-validation.js';
import { validateSpec } from './spec-validation.js';

/** A new definition (apiextensions `ValidateCustomResourceDefinition`), but for its metadata. */
export function validateDefinition(definition: CustomResourceDefinition): FieldError[] {
  return [...validateName(definition), ...validateParts(definition)];
}

/** apiextensions `ValidateCustomResourceDefinitionUpdate` */
export function validateDefinitionUpdate(
  definition: CustomResourceDefinition,
  old: CustomResourceDefinition,
): FieldError[] {
  const { spec } = definition;
  const { spec: before } = old;
  const immutable = (field: string, value: unknown, oldValue: unknown): FieldError[] =>
    isDeepStrictEqual(value, oldValue) ? [] : [invalidValue(field, value, fieldImmutableMessage)];
  return [
    ...validateSpec(spec),
    ...(isConditionTrue(old, 'Established')
      ? [
          ...immutable('spec.scope', spec.scope, before.scope),
          ...immutable('spec.names.kind', spec.names.kind, before.names.kind),
        ]
      : []),
    ...immutable('spec.group', spec.group, before.group),
    ...immutable('spec.names.plural', spec.names.plural, before.names.plural),
    ...validateStatus(definition),
    ...validateStoredVersions(definition),
    ...validateApiApproval(definition, old),
    ...validatePreserveUnknownFields(definition),
  ];
}

/** apiextensions `ValidateUpdateCustomResourceDefinitionStatus` */
export function validateDefinitionStatusUpdate(definition: CustomResourceDefinition): FieldError[] {
  return validateStatus(definition);
}

function validateParts(definition: CustomResourceDefinition): FieldError[] {
  return [
    ...validateSpec(definition.spec),
    ...validateStatus(definition),
    ...validateStoredVersions(definition),
    ...validateApiApproval(definition),
    ...validatePreserveUnknownFields(definition),
  ];
}

function validateName({ metadata, spec }: CustomResourceDefinition): FieldError[] {
  const { name = '' } = metadata;
  const isDerived = name === `${spec.names.plural}.${spec.group}`;
  // What is wrong with the name as such is told with the rest of the metadata.
  if (isDerived || name === '' || isDNS1123Subdomain(name).length > 0) return [];
  return [invalidValue('metadata.name', name, 'must be spec.names.plural+"."+spec.group')];
}

function validateStatus({ status }: CustomResourceDefinition): FieldError[] {
  const names = status?.acceptedNames;
  return names === undefined ? [] : validateNames(names, 'status.acceptedNames');
}

function validateStoredVersions({ spec, status }: CustomResourceDefinition): FieldError[] {
  const field = 'status.storedVersions';
  const stored = storedVersionsOf(status);
  if (stored.length === 0)
    return [invalidValue(field, null, 'must have at least one stored version')];
  const { versions = [] } = spec;
  const names = versions.map(({ name }) => name);
  return [
    ...versions
      .filter(({ storage, name }) => storage && !stored.includes(name))
      .map(({ name }) => invalidValue(field, stored, `must have the storage version ${name}`)),
    ...stored.flatMap((name, at) => {
      if (names.includes(name)) return [];
      const detail = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
      return [invalidValue(`${field}[${at}]`, name, detail)];
    }),
  ];
}

function storedVersionsOf(status: CustomResourceDefinitionStatus | undefined): readonly string[] {
  return status?.storedVersions ?? [];
}

function validatePreserveUnknownFields({ spec }: CustomResourceDefinition): FieldError[] {
  if (spec.preserveUnknownFields !== true) return [];
  const detail =
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
  return [invalidValue('spec.preserveUnknownFields', true, detail)];
}
