import { formatApiVersion, type GroupVersionKind, parseApiVersion } from '@drillyard/kube-objects';
import {
  type Converter,
  deducedType,
  TypedValue,
  TypedValueError,
  type TypeRef,
  typeOfSchema,
} from '@drillyard/kube-patch';
import { conform, schemaOf } from '@drillyard/kube-schema';
import { CustomResource } from '../apiextensions/serving/custom-resource.js';
import { customTypeConverter } from '../apiextensions/serving/custom-type-converter.js';
import type { Draft } from '../registry/resource-strategy.js';

/** The type of a kind; told from its objects where nothing is known of it. */
export function typeOfKind(kind: GroupVersionKind): TypeRef {
  if (kind instanceof CustomResource) return kind.type;
  const schema = schemaOf(kind);
  return schema === undefined ? deducedType : typeOfSchema(schema);
}

const emptyObjects = new Map<string, Draft>();

/** What a kind is before anybody sets a field: Go's zero value, as its encoder writes it. */
export function emptyObject(kind: GroupVersionKind): Draft {
  const apiVersion = formatApiVersion(kind);
  if (kind instanceof CustomResource) return { apiVersion, kind: kind.kind };
  const key = `${apiVersion}/${kind.kind}`;
  let empty = emptyObjects.get(key);
  if (empty === undefined) {
    const bare = { apiVersion, kind: kind.kind };
    empty = schemaOf(kind) === undefined ? bare : conform(bare, kind).object;
    emptyObjects.set(key, empty);
  }
  return empty;
}

/** Between the versions of a kind. */
export function typeConverterOf(kind: GroupVersionKind): Converter {
  return kind instanceof CustomResource ? customTypeConverter(kind) : typeConverter;
}

/**
 * Versions of a kind whose fields are named alike convert into each other by their apiVersion;
 * all others count as gone, and with them what managers wrote in them.
 */
export const typeConverter: Converter = {
  convert(value, apiVersion) {
    const object = value.value as Draft;
    if (object['apiVersion'] === apiVersion) return value;
    const kind = { ...parseApiVersion(apiVersion), kind: String(object['kind']) };
    if (schemaOf(kind) === undefined) return undefined;
    try {
      const type = typeOfKind(kind);
      return TypedValue.of({ ...object, apiVersion }, type, { allowDuplicates: true });
    } catch (error) {
      if (error instanceof TypedValueError) return undefined;
      throw error;
    }
  },
};
