import { isJsonObject, type JsonObject, setMember } from './json-object.js';
import { itemsOf, type JsonSchemaProps, memberSchemaOf } from './json-schema-props.js';

/** Fills in the defaults of the schema (apiextensions `schema/defaulting/algorithm.go`). */
export function applyDefaults(value: unknown, schema: JsonSchemaProps | undefined): void {
  if (schema === undefined) return;
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    for (const [at, item] of value.entries()) {
      if (isForbiddenNull(item, items)) value[at] = structuredClone(items?.default ?? null);
      applyDefaults(value[at], items);
    }
  } else if (isJsonObject(value)) {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const isMissing = !Object.hasOwn(value, key) || isForbiddenNull(value[key], property);
      if (isMissing) setDefault(value, key, property);
    }
    for (const key of Object.keys(value)) {
      const member = memberSchemaOf(schema, key);
      if (isForbiddenNull(value[key], member)) setDefault(value, key, member);
      applyDefaults(value[key], member);
    }
  }
}

function setDefault(object: JsonObject, key: string, schema: JsonSchemaProps | undefined): void {
  const value = schema?.default ?? undefined;
  if (value !== undefined) setMember(object, key, structuredClone(value));
}

/** Takes out nulls that may not be there and that no default replaces (`prunenulls.go`). */
export function pruneNulls(value: unknown, schema: JsonSchemaProps | undefined): void {
  if (Array.isArray(value)) {
    for (const item of value) pruneNulls(item, schema && itemsOf(schema));
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      const member = schema && memberSchemaOf(schema, key);
      if (isForbiddenNull(value[key], member) && (member?.default ?? null) === null) {
        delete value[key];
      } else pruneNulls(value[key], member);
    }
  }
}

function isForbiddenNull(value: unknown, schema: JsonSchemaProps | undefined): boolean {
  return value === null && schema !== undefined && schema.nullable !== true;
}
