import { isDNS1035Label, isPathSegmentName } from '@drillyard/kube-objects';
import { conform, DecodeError, type FieldValidation } from '@drillyard/kube-schema';
import { type FieldError, invalidValue, required } from '../../registry/field-error.js';
import {
  validateAnyFinalizers,
  validateObjectMeta,
} from '../../registry/generic/object-meta-validation.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { itemsOf, type JsonSchemaProps, memberSchemaOf } from './json-schema-props.js';

const objectMetaType = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/**
 * Gives the metadata of an object the shape it has everywhere. Answers with the fields it does not
 * have (`metadata.labelz`). Throws a DecodeError where a field has the wrong type.
 */
export function coerceObjectMeta(object: JsonObject, mode: FieldValidation, path = ''): string[] {
  const { metadata } = object;
  if (metadata === undefined) return [];
  const conformed = conform(metadata, objectMetaType, mode);
  object['metadata'] = dropNulls(conformed.object);
  const prefix = path === '' ? 'metadata' : `${path}.metadata`;
  return conformed.strictErrors.flatMap((message) => {
    const [, field] = /^unknown field "(.*)"$/.exec(message) ?? [];
    return field === undefined ? [] : [`${prefix}.${field}`];
  });
}

/** The same for each embedded resource below an object (apiextensions `objectmeta.Coerce`). */
export function coerceEmbedded(
  value: unknown,
  schema: JsonSchemaProps | undefined,
  mode: FieldValidation,
  path = '',
): string[] {
  if (schema === undefined) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, at) =>
      coerceEmbedded(item, itemsOf(schema), mode, `${path}[${at}]`),
    );
  }
  if (!isJsonObject(value)) return [];
  const unknown: string[] = [];
  if (schema['x-kubernetes-embedded-resource'] === true) {
    for (const key of ['apiVersion', 'kind']) {
      if (key in value && typeof value[key] !== 'string') {
        const shown = JSON.stringify(value[key]);
        throw new DecodeError(`${below(path, key)}: Invalid value: ${shown}: must be a string`);
      }
    }
    unknown.push(...coerceObjectMeta(value, mode, path));
  }
  for (const [key, member] of Object.entries(value)) {
    unknown.push(...coerceEmbedded(member, memberSchemaOf(schema, key), mode, below(path, key)));
  }
  return unknown;
}

/** What embedded resources must say of themselves (apiextensions `objectmeta.Validate`). */
export function validateEmbedded(
  value: unknown,
  schema: JsonSchemaProps | undefined,
  path = '',
): FieldError[] {
  if (schema === undefined) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => validateEmbedded(item, itemsOf(schema), `${path}[${at}]`));
  }
  if (!isJsonObject(value)) return [];
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  return [
    ...(isResource ? validateResource(value, path) : []),
    ...Object.entries(value).flatMap(([key, member]) =>
      validateEmbedded(member, memberSchemaOf(schema, key), below(path, key)),
    ),
  ];
}

function validateResource(object: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['apiVersion', 'kind']) {
    const value = object[field];
    const at = below(path, field);
    if (value === undefined) errors.push(required(at));
    else if (typeof value !== 'string') errors.push(invalidValue(at, value, 'must be a string'));
    else if (value === '') errors.push(invalidValue(at, value, 'must not be empty'));
    else if (field === 'apiVersion' && value.split('/').length > 2) {
      errors.push(invalidValue(at, value, `unexpected GroupVersion string: ${value}`));
    } else if (field === 'kind') {
      const mistakes = isDNS1035Label(value.toLowerCase());
      const detail = `may have mixed case, but should otherwise match: ${mistakes.join(',')}`;
      if (mistakes.length > 0) errors.push(invalidValue(at, value, detail));
    }
  }
  const { metadata } = object;
  if (!isJsonObject(metadata)) return errors;
  const named = { ...metadata, name: metadata['name'] || 'fakename' };
  const found = validateObjectMeta(
    named,
    Boolean(metadata['namespace']),
    isPathSegmentName,
    validateAnyFinalizers,
  );
  const prefixed = found.map((error) => ({ ...error, field: below(path, error.field) }));
  return [...errors, ...prefixed];
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function dropNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
