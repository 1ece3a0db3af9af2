import { additionalOf, itemsOf, type JsonSchemaProps } from './json-schema-props.js';

/** A copy with the schemas of members and items changed. */
export function mapMembers(
  schema: JsonSchemaProps,
  change: (schema: JsonSchemaProps) => JsonSchemaProps,
): JsonSchemaProps {
  const items = itemsOf(schema);
  const additional = additionalOf(schema);
  const { properties } = schema;
  return {
    ...schema,
    ...(items !== undefined && { items: change(items) }),
    ...(additional !== undefined && { additionalProperties: change(additional) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, change(member)]),
      ),
    }),
  };
}
