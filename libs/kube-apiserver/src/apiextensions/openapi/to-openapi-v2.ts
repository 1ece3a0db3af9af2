import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { mapMembers } from '../schema/map-members.js';

/** Leaves out what OpenAPI 2, or kubectl's reading of it, has no place for (`ToStructuralOpenAPIV2`). */
export function toOpenApiV2(schema: JsonSchemaProps): JsonSchemaProps {
  const { allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, not: _not, ...rest } = schema;
  const { nullable, ...shown } = rest;
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const isOpen = nullable === true || preserves;
  const { items, properties, type, required, ...others } = shown;
  const isUntyped =
    nullable === true ||
    (preserves && type === 'object') ||
    (type === 'array' && (isOpen || items === undefined));
  const isNullable = (name: string) => properties?.[name]?.nullable === true && !isOpen;
  const kept = required?.filter((name) => !isNullable(name)) ?? [];
  return mapMembers(
    {
      ...others,
      ...(isUntyped || type === undefined ? {} : { type }),
      ...(isOpen || items === undefined ? {} : { items }),
      ...(isOpen || properties === undefined ? {} : { properties }),
      ...(kept.length > 0 && { required: kept }),
    },
    toOpenApiV2,
  );
}
