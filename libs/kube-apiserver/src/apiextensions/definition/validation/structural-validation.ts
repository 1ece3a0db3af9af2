import {
  errorBody,
  type FieldError,
  forbiddenValue,
  invalidValue,
  required,
} from '../../../registry/field-error.js';
import { additionalOf, itemsOf, type JsonSchemaProps } from '../../schema/json-schema-props.js';
import { validateCompleteness } from './structural-completeness.js';
import { validateValueValidation } from './value-validation.js';

/** Where a schema stands: it decides what may be left open, and the words for it. */
export type Level = 'root' | 'item' | 'field';

const emptyType: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

/** Whether a schema is structural (apiextensions `schema.ValidateStructural`). */
export function validateStructural(schema: JsonSchemaProps, field: string): FieldError[] {
  const errors = [
    ...validateInvariants(schema, 'root', field),
    ...validateCompleteness(schema, field),
  ];
  const text = (error: FieldError) => `${error.field}: ${errorBody(error)}`;
  return errors.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

function validateInvariants(schema: JsonSchemaProps, level: Level, field: string): FieldError[] {
  const items = itemsOf(schema);
  const additional = additionalOf(schema);
  const isResource = level === 'root' || schema['x-kubernetes-embedded-resource'] === true;
  const { metadata } = schema.properties ?? {};
  return [
    ...(schema.type === 'array' && items === undefined
      ? [required(`${field}.items`, 'must be specified')]
      : []),
    ...(items === undefined ? [] : validateInvariants(items, 'item', `${field}.items`)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      validateInvariants(property, 'field', `${field}.properties[${name}]`),
    ),
    ...(schema.additionalProperties !== undefined && level === 'root'
      ? [forbiddenValue(`${field}.additionalProperties`, 'must not be used at the root')]
      : []),
    ...(additional === undefined
      ? []
      : validateInvariants(additional, 'field', `${field}.additionalProperties`)),
    ...validateExtensions(schema, field),
    ...validateValueValidation(schema, field, {
      skipAnyOf: isIntOrStringPattern(schema.anyOf),
      skipFirstAllOfAnyOf: isIntOrStringPattern(schema.allOf?.[0]?.anyOf),
    }),
    ...validateTypePresence(schema, level, field),
    ...(isResource ? validateTypeMeta(schema, field) : []),
    ...(metadata === undefined
      ? []
      : validateMetadata(metadata, isResource, level, `${field}.properties[metadata]`)),
    ...validateEmbeddedProperties(schema, field),
  ];
}

function validateExtensions(schema: JsonSchemaProps, field: string): FieldError[] {
  if (schema['x-kubernetes-int-or-string'] !== true) return [];
  const detail = 'must be false if x-kubernetes-int-or-string is true';
  return (['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const)
    .filter((key) => schema[key] === true)
    .map((key) => invalidValue(`${field}.${key}`, true, detail));
}

function validateTypePresence(schema: JsonSchemaProps, level: Level, field: string): FieldError[] {
  const { type = '' } = schema;
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const errors: FieldError[] = [];
  if (isEmbedded && type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(
      type === '' ? required(`${field}.type`, detail) : invalidValue(`${field}.type`, type, detail),
    );
  } else if (
    type === '' &&
    schema['x-kubernetes-int-or-string'] !== true &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true
  ) {
    errors.push(required(`${field}.type`, emptyType[level]));
  }
  if (isEmbedded && schema.additionalProperties !== undefined) {
    const detail = 'must not be used if x-kubernetes-embedded-resource is set';
    errors.push(forbiddenValue(`${field}.additionalProperties`, detail));
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.push(invalidValue(`${field}.type`, type, 'must be object at the root'));
  }
  return errors;
}

function validateTypeMeta({ properties = {} }: JsonSchemaProps, field: string): FieldError[] {
  return ['kind', 'apiVersion'].flatMap((name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined || property.type === 'string') return [];
    const at = `${field}.properties[${name}].type`;
    return [invalidValue(at, property.type ?? '', 'must be string')];
  });
}

/** What stands in metadata is the API's own; at the root only names may be restricted. */
function validateMetadata(
  metadata: JsonSchemaProps,
  isResource: boolean,
  level: Level,
  field: string,
): FieldError[] {
  const { type = '', properties = {}, default: _default, ...rest } = metadata;
  const detail =
    'must not specify anything other than name and generateName, but metadata is implicitly specified';
  const isNamesOnly = Object.keys(properties).every((name) =>
    ['name', 'generateName'].includes(name),
  );
  const isBare = isNamesOnly && Object.keys(rest).length === 0;
  return [
    ...(isResource && type !== 'object'
      ? [invalidValue(`${field}.type`, type, 'must be object')]
      : []),
    ...(level === 'root' && !isBare ? [forbiddenValue(field, detail)] : []),
  ];
}

function validateEmbeddedProperties(schema: JsonSchemaProps, field: string): FieldError[] {
  if (schema['x-kubernetes-embedded-resource'] !== true) return [];
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return [];
  if (Object.keys(schema.properties ?? {}).length > 0) return [];
  const detail =
    'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
  return [required(`${field}.properties`, detail)];
}

/** The one place where alternatives may be told apart by their types. */
function isIntOrStringPattern(anyOf: readonly JsonSchemaProps[] = []): boolean {
  const types = anyOf.map((each) => (Object.keys(each).length === 1 ? each.type : undefined));
  return types.length === 2 && types[0] === 'integer' && types[1] === 'string';
}
