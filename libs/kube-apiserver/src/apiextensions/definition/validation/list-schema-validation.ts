import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
} from '../../../registry/field-error.js';
import { itemsOf, type JsonSchemaProps, ownMember } from '../../schema/json-schema-props.js';

const listTypes = ['atomic', 'set', 'map'];
const mapTypes = ['atomic', 'granular'];

/** What x-kubernetes-map-type asks of its schema. */
export function validateMapSchema(schema: JsonSchemaProps, field: string): FieldError[] {
  const mapType = schema['x-kubernetes-map-type'];
  if (mapType === undefined) return [];
  return [
    ...needsType(schema, field, 'object', 'x-kubernetes-map-type'),
    ...(mapTypes.includes(mapType)
      ? []
      : [notSupported(`${field}.x-kubernetes-map-type`, mapType, mapTypes)]),
  ];
}

/** What x-kubernetes-list-type and x-kubernetes-list-map-keys ask of their schema. */
export function validateListSchema(schema: JsonSchemaProps, field: string): FieldError[] {
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const at = `${field}.x-kubernetes-list-type`;
  const onlyMap = 'must be map if x-kubernetes-list-map-keys is non-empty';
  if (listType === undefined) return keys.length > 0 ? [required(at, onlyMap)] : [];
  const wrongType = needsType(schema, field, 'array', 'x-kubernetes-list-type');
  return [
    ...(wrongType.length > 0 || listType !== 'set' ? wrongType : validateSet(schema, field)),
    ...(listTypes.includes(listType) ? [] : [notSupported(at, listType, listTypes)]),
    ...(keys.length > 0 && listType !== 'map' ? [invalidValue(at, listType, onlyMap)] : []),
    ...(listType === 'map' ? validateMap(schema, keys, field) : []),
    ...validateNullable(schema, listType, keys, field),
  ];
}

function needsType(
  { type = '' }: JsonSchemaProps,
  field: string,
  wanted: string,
  key: string,
): FieldError[] {
  if (type === wanted) return [];
  const detail = `must be ${wanted} if ${key} is specified`;
  return [
    type === '' ? required(`${field}.type`, detail) : invalidValue(`${field}.type`, type, detail),
  ];
}

/** Items of a set are compared as a whole. */
function validateSet(schema: JsonSchemaProps, field: string): FieldError[] {
  const items = itemsOf(schema);
  const detail = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = items?.['x-kubernetes-list-type'];
  if (items?.type === 'array' && listType !== undefined && listType !== 'atomic') {
    return [invalidValue(`${field}.items.x-kubernetes-list-type`, listType, detail)];
  }
  if (items?.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') {
    return [invalidValue(`${field}.items.x-kubernetes-map-type`, listType ?? null, detail)];
  }
  return [];
}

function validateMap(
  schema: JsonSchemaProps,
  keys: readonly string[],
  field: string,
): FieldError[] {
  const at = `${field}.x-kubernetes-list-map-keys`;
  const items = itemsOf(schema);
  const none = keys.length === 0;
  const errors = none ? [required(at, 'must not be empty if x-kubernetes-list-type is map')] : [];
  if (items === undefined) {
    const detail = 'must have a schema if x-kubernetes-list-type is map';
    return [...errors, required(`${field}.items`, detail)];
  }
  if (items.type !== 'object') {
    const detail = "must be object if parent array's x-kubernetes-list-type is map";
    return [...errors, invalidValue(`${field}.items.type`, items.type ?? '', detail)];
  }
  return [
    ...errors,
    ...keys.flatMap((key, index) => {
      const property = ownMember(items.properties, key);
      const isScalar = property?.type !== 'array' && property?.type !== 'object';
      return [
        ...(property === undefined
          ? [invalidValue(at, keys, 'entries must all be names of item properties')]
          : isScalar
            ? []
            : [
                invalidValue(
                  `${field}.items.properties[${key}].type`,
                  items.type,
                  "must be a scalar type if parent array's x-kubernetes-list-type is map",
                ),
              ]),
        ...(keys.indexOf(key) < index
          ? [invalidValue(at, keys, 'must not contain duplicate entries')]
          : []),
      ];
    }),
  ];
}

/** apiextensions `validateMapListKeysMapSet` */
function validateNullable(
  schema: JsonSchemaProps,
  listType: string,
  keys: readonly string[],
  field: string,
): FieldError[] {
  const items = itemsOf(schema);
  if (items === undefined || !['set', 'map'].includes(listType)) return [];
  const at = `${field}.items`;
  const errors =
    items.nullable === true
      ? [
          forbiddenValue(
            `${at}.nullable`,
            `cannot be nullable when x-kubernetes-list-type is ${listType}`,
          ),
        ]
      : [];
  if (listType !== 'map') return errors;
  const isKey = 'this property is in x-kubernetes-list-map-keys, so it';
  return [
    ...errors,
    ...keys.flatMap((key) => {
      const property = ownMember(items.properties, key);
      if (property === undefined) return [];
      const own = `${at}.properties[${key}]`;
      const isGiven = items.required?.includes(key) === true || property.default !== undefined;
      return [
        ...(isGiven
          ? []
          : [required(`${own}.default`, `${isKey} must have a default or be a required property`)]),
        ...(property.nullable === true
          ? [forbiddenValue(`${own}.nullable`, `${isKey} cannot be nullable`)]
          : []),
      ];
    }),
  ];
}
