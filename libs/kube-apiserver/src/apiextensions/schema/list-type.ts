import { duplicateValue, type FieldError, invalidValue } from '../../registry/field-error.js';
import { isJsonObject, type JsonObject, sortedDeep } from './json-object.js';
import { itemsOf, type JsonSchemaProps, ownMember } from './json-schema-props.js';

/** Items of sets and maps occur once each (apiextensions `schema/listtype`). */
export function validateListSetsAndMaps(
  schema: JsonSchemaProps,
  object: JsonObject,
  path = '',
): FieldError[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const property = ownMember(schema.properties, key);
    if (property !== undefined) return validate(property, value, path ? `${path}.${key}` : key);
    const { additionalProperties } = schema;
    if (typeof additionalProperties !== 'object') return [];
    return validate(additionalProperties, value, `${path}[${key}]`);
  });
}

function validate(schema: JsonSchemaProps, value: unknown, path: string): FieldError[] {
  if (isJsonObject(value)) return validateListSetsAndMaps(schema, value, path);
  if (!Array.isArray(value)) return [];
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const errors =
    type === 'set'
      ? repeated(value).map((at) => duplicateValue(`${path}[${at}]`, value[at]))
      : type === 'map'
        ? validateMap(keys, value, path)
        : [];
  const items = itemsOf(schema);
  if (items === undefined) return errors;
  return [...errors, ...value.flatMap((item, at) => validate(items, item, `${path}[${at}]`))];
}

function validateMap(
  keys: readonly string[],
  list: readonly unknown[],
  path: string,
): FieldError[] {
  const wrong = list.findIndex((item) => item !== null && !isJsonObject(item));
  if (wrong >= 0) {
    const detail = 'must be an object for an array of list-type map';
    return [invalidValue(`${path}[${wrong}]`, list[wrong], detail)];
  }
  const keyed = list.map((item) =>
    Object.fromEntries(
      keys.flatMap((key) =>
        isJsonObject(item) && Object.hasOwn(item, key) ? [[key, item[key]]] : [],
      ),
    ),
  );
  return repeated(keyed).map((at) => duplicateValue(`${path}[${at}]`, keyed[at]));
}

/** Where a value stands the second time; its further places are not told. */
function repeated(list: readonly unknown[]): number[] {
  const times = new Map<string, number>();
  return list.flatMap((item, at) => {
    const key = JSON.stringify(sortedDeep(item));
    const seen = times.get(key) ?? 0;
    times.set(key, seen + 1);
    return seen === 1 ? [at] : [];
  });
}
