import { isDNS1035Label, isDNS1123Subdomain } from '@drillyard/kube-objects';
import {
  type FieldError,
  invalidValue,
  notSupported,
  required,
} from '../../../registry/field-error.js';
import type {
  CustomResourceDefinitionSpec,
  DefinitionSubresources,
  DefinitionVersion,
} from '../custom-resource-definition.js';
import { validateColumns } from './column-validation.js';
import { validateConversion } from './conversion-validation.js';
import { type InternalSpec, quotedVersions, toInternalSpec } from './internal-spec.js';
import { requireNames, validateNames } from './names-validation.js';
import { validateSchema } from './schema-validation.js';
import { validateSelectableFields } from './selectable-field-validation.js';
import { validateSubresources } from './subresource-validation.js';

const scopes = ['Cluster', 'Namespaced'];

/** apiextensions `validateCustomResourceDefinitionSpec`, in its order. */
export function validateSpec(spec: CustomResourceDefinitionSpec): FieldError[] {
  const internal = toInternalSpec(spec);
  const { shared } = internal;
  const anyStatus = spec.versions.some((version) => version.subresources?.status !== undefined);
  return [
    ...validateGroup(spec.group),
    ...validateScope(spec.scope),
    ...validateVersions(internal),
    ...requireNames(spec.names, 'spec.names'),
    ...validateNames(spec.names, 'spec.names'),
    ...validateSchema(shared.schema?.openAPIV3Schema, anyStatus, 'spec.validation'),
    ...validateSubresources(shared.subresources, 'spec.subresources'),
    ...validateColumns(shared.additionalPrinterColumns, 'spec.additionalPrinterColumns'),
    ...validateSelectableFields(
      shared.selectableFields,
      shared.schema?.openAPIV3Schema,
      'spec.selectableFields',
    ),
    ...validateConversion(spec.conversion, 'spec.conversion'),
  ];
}

function validateGroup(group: string): FieldError[] {
  if (!group) return [required('spec.group')];
  const mistakes = isDNS1123Subdomain(group);
  if (mistakes.length > 0) return [invalidValue('spec.group', group, mistakes.join(','))];
  if (group.includes('.')) return [];
  return [invalidValue('spec.group', group, 'should be a domain with at least one dot')];
}

function validateScope(scope: string): FieldError[] {
  if (!scope) return [required('spec.scope')];
  return scopes.includes(scope) ? [] : [notSupported('spec.scope', scope, scopes)];
}

function validateVersions({ shared, versions }: InternalSpec): FieldError[] {
  const quoted = quotedVersions(versions);
  const names = versions.map(({ name }) => name);
  const isUnique = new Set(names).size === names.length;
  const storages = versions.filter(({ storage }) => storage).length;
  const missing = shared.schema?.openAPIV3Schema === undefined ? versions : [];
  return [
    ...missing.flatMap(({ schema }, at) =>
      schema?.openAPIV3Schema === undefined
        ? [required(`spec.versions[${at}].schema.openAPIV3Schema`)]
        : [],
    ),
    ...versions.flatMap((version, at) =>
      validateVersion(version, shared.subresources, `spec.versions[${at}]`),
    ),
    ...(isUnique
      ? []
      : [invalidValue('spec.versions', quoted, 'must contain unique version names')]),
    ...(storages === 1
      ? []
      : [
          invalidValue(
            'spec.versions',
            quoted,
            'must have exactly one version marked as storage version',
          ),
        ]),
    // The internal form has the name of the first version a second time.
    ...names.slice(0, 1).flatMap((name) => validateVersionName(name, 'spec.version')),
  ];
}

function validateVersion(
  version: DefinitionVersion,
  shared: DefinitionSubresources | undefined,
  field: string,
): FieldError[] {
  const {
    name,
    schema,
    subresources = shared,
    additionalPrinterColumns,
    selectableFields,
  } = version;
  const hasStatus = subresources?.status !== undefined;
  return [
    ...validateVersionName(name, `${field}.name`),
    ...validateDeprecation(version, `${field}.deprecationWarning`),
    ...validateSchema(schema?.openAPIV3Schema, hasStatus, `${field}.schema`),
    ...validateSubresources(version.subresources, `${field}.subresources`),
    ...validateColumns(additionalPrinterColumns, `${field}.additionalPrinterColumns`),
    ...validateSelectableFields(
      selectableFields,
      schema?.openAPIV3Schema,
      `${field}.selectableFields`,
    ),
  ];
}

function validateVersionName(name: string, field: string): FieldError[] {
  const mistakes = isDNS1035Label(name);
  return mistakes.length === 0 ? [] : [invalidValue(field, name, mistakes.join(','))];
}

function validateDeprecation(
  { deprecated, deprecationWarning: warning }: DefinitionVersion,
  field: string,
): FieldError[] {
  if (warning === undefined) return [];
  if (deprecated !== true) {
    return [invalidValue(field, warning, 'can only be set for deprecated versions')];
  }
  const odd = [...warning].findIndex((character) =>
    /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(character),
  );
  const mistakes = [
    ...(Buffer.byteLength(warning) > 256 ? ['must be <= 256 characters long'] : []),
    ...(warning === '' ? ['must not be an empty string'] : []),
    ...(odd < 0
      ? []
      : [
          `must only contain printable UTF-8 characters; non-printable character found at index ${odd}`,
        ]),
  ];
  return mistakes.map((mistake) => invalidValue(field, warning, mistake));
}
