import { isDeepStrictEqual } from 'node:util';
import { goQuote } from '@drillyard/rbac';
import type { FieldError } from '../../registry/field-error.js';
import { isJsonObject, type JsonObject } from '../schema/json-object.js';
import {
  additionalOf,
  itemsOf,
  type JsonSchemaProps,
  ownMember,
} from '../schema/json-schema-props.js';
import { validateCombinations } from './combination-validator.js';
import { effectiveFormat, isOfFormat } from './formats.js';
import { validateNumber } from './number-validator.js';
import { matchesPattern } from './pattern.js';
import { validateType } from './type-validator.js';
import { toFieldError, ValidationResult } from './validation-result.js';

/** The value there was before, where there was one: what it had wrong is not held against it. */
export interface Correlated {
  readonly value: unknown;
}

/**
 * What is wrong with a value (kube-openapi `validate.SchemaValidator`), in the words and with the
 * reasons of a Status. On an update what has not changed is left as it is (apiextensions
 * `validation/ratcheting.go`).
 */
export function validateAgainstSchema(
  schema: JsonSchemaProps,
  value: unknown,
  options: { readonly path?: string; readonly old?: Correlated | undefined } = {},
): FieldError[] {
  const { errors } = validateCorrelated(schema, value, '', options.old);
  return errors.map((error) => toFieldError(error, options.path));
}

function validateCorrelated(
  schema: JsonSchemaProps,
  value: unknown,
  path: string,
  old: Correlated | undefined,
): ValidationResult {
  const result = validateNode(schema, value, path, old);
  if (!result.isValid && old !== undefined && isDeepStrictEqual(old.value, value)) result.forgive();
  return result;
}

/** One value by one schema; each check that was made counts as met ground. */
function validateNode(
  schema: JsonSchemaProps,
  value: unknown,
  path: string,
  old: Correlated | undefined,
): ValidationResult {
  const result = new ValidationResult();
  const checked = (outcome: ValidationResult) => {
    result.merge(outcome);
    result.increment();
  };
  const type = validateType(schema, value, path);
  if (value === null) {
    if (type !== undefined) result.merge(type);
    result.merge(validateEnum(schema, value, path));
    return result;
  }
  if (type !== undefined) checked(type);
  checked(validateCombinations(schema, path, (each) => validateNode(each, value, path, old)));
  if (typeof value === 'string') {
    checked(validateString(schema, value, path));
    if (isOfFormat(effectiveFormat(schema), value) !== undefined) {
      checked(validateFormat(schema, value, path));
    }
  }
  if (typeof value === 'number') checked(validateNumber(value, schema, path));
  if (Array.isArray(value)) checked(validateList(schema, value, path, old));
  checked(validateEnum(schema, value, path));
  if (isJsonObject(value)) checked(validateObject(schema, value, path, old));
  result.increment();
  return result;
}

function validateString(schema: JsonSchemaProps, text: string, path: string): ValidationResult {
  const result = new ValidationResult();
  const { maxLength, minLength, pattern = '' } = schema;
  const length = maxLength === undefined && minLength === undefined ? 0 : [...text].length;
  const broken = { name: path, value: text };
  if (maxLength !== undefined && length > maxLength) {
    const message = `${path} in body should be at most ${maxLength} chars long`;
    result.add({ ...broken, code: 'tooLong', limit: maxLength, message });
  } else if (minLength !== undefined && length < minLength) {
    const message = `${path} in body should be at least ${minLength} chars long`;
    result.add({ ...broken, code: 'other', message });
  } else if (pattern !== '' && !matchesPattern(schema, pattern, text)) {
    result.add({ ...broken, code: 'other', message: `${path} in body should match '${pattern}'` });
  }
  return result;
}

function validateFormat(schema: JsonSchemaProps, text: string, path: string): ValidationResult {
  const result = new ValidationResult();
  const format = effectiveFormat(schema);
  if (isOfFormat(format, text) === false) {
    const message = `${path} in body must be of type ${format}: ${goQuote(text)}`;
    result.add({ code: 'type', name: path, value: text, message });
  }
  return result;
}

function validateEnum(schema: JsonSchemaProps, value: unknown, path: string): ValidationResult {
  const result = new ValidationResult();
  const { enum: allowed = [] } = schema;
  if (allowed.length === 0) return result;
  if (allowed.some((each) => each !== null && isDeepStrictEqual(each, value))) return result;
  const message = `${path} in body should be one of [${allowed.join(' ')}]`;
  result.add({ code: 'enum', name: path, value, allowed, message });
  return result;
}

function validateList(
  schema: JsonSchemaProps,
  list: readonly unknown[],
  path: string,
  old: Correlated | undefined,
): ValidationResult {
  const result = new ValidationResult();
  const items = itemsOf(schema);
  if (items !== undefined) {
    const before = oldItemsByKey(schema, old);
    for (const [at, item] of list.entries()) {
      result.merge(validateCorrelated(items, item, `${path}[${at}]`, before(item)));
    }
  }
  const { minItems, maxItems } = schema;
  const broken = { name: path, value: list.length };
  if (minItems !== undefined && list.length < minItems) {
    const message = `${path} in body should have at least ${minItems} items`;
    result.add({ ...broken, code: 'other', message });
  }
  if (maxItems !== undefined && list.length > maxItems) {
    const message = `${path} in body should have at most ${maxItems} items`;
    result.add({ ...broken, code: 'maxItems', limit: maxItems, message });
  }
  result.increment();
  return result;
}

/** Only items of a map have an identity by which the old one is found. */
function oldItemsByKey(
  schema: JsonSchemaProps,
  old: Correlated | undefined,
): (item: unknown) => Correlated | undefined {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const isMap = schema['x-kubernetes-list-type'] === 'map';
  if (!isMap || old === undefined || !Array.isArray(old.value)) return () => undefined;
  const identity = (item: unknown) =>
    JSON.stringify(keys.map((key) => (isJsonObject(item) ? item[key] : undefined)));
  const before = new Map(old.value.map((item) => [identity(item), { value: item as unknown }]));
  return (item) => before.get(identity(item));
}

function validateObject(
  schema: JsonSchemaProps,
  object: JsonObject,
  path: string,
  old: Correlated | undefined,
): ValidationResult {
  const result = new ValidationResult();
  const { minProperties, maxProperties, additionalProperties, required = [] } = schema;
  const keys = Object.keys(object);
  const broken = { name: path, value: keys.length };
  if (minProperties !== undefined && keys.length < minProperties) {
    const message = `${path} in body should have at least ${minProperties} properties`;
    result.add({ ...broken, code: 'other', message });
  }
  if (maxProperties !== undefined && keys.length > maxProperties) {
    const message = `${path} in body should have at most ${maxProperties} properties`;
    result.add({ ...broken, code: 'tooManyProperties', limit: maxProperties, message });
  }
  const additional = additionalOf(schema);
  for (const key of keys) {
    if (ownMember(schema.properties, key) !== undefined) continue;
    if (additionalProperties === false) {
      const message = `${path}.${key} in body is a forbidden property`;
      result.add({ code: 'other', name: path, value: key, message });
    } else if (additional !== undefined) {
      const before = oldMember(schema, old, path, key);
      result.merge(validateCorrelated(additional, object[key], `${path}.${key}`, before));
    }
  }
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(object, key)) continue;
    const below = path === '' ? key : `${path}.${key}`;
    result.merge(
      validateCorrelated(property, object[key], below, oldMember(schema, old, path, key)),
    );
  }
  for (const key of required) {
    if (Object.hasOwn(object, key)) continue;
    const name = `${path}.${key}`;
    result.add({ code: 'required', name, message: `${name} in body is required` });
  }
  return result;
}

function oldMember(
  schema: JsonSchemaProps,
  old: Correlated | undefined,
  path: string,
  key: string,
): Correlated | undefined {
  if (path === '' && (key === 'apiVersion' || key === 'kind')) return undefined;
  if (schema['x-kubernetes-map-type'] === 'atomic' || old === undefined) return undefined;
  if (!isJsonObject(old.value) || !Object.hasOwn(old.value, key)) return undefined;
  return { value: old.value[key] };
}
