import { type JsonSchemaProps, membersOf } from '../../schema/json-schema-props.js';

/** Why a schema is not structural at all (apiextensions `validateUnsupportedFields`). */
export function unsupportedField(schema: JsonSchemaProps): string | undefined {
  const words: readonly (readonly [string, unknown])[] = [
    ['id', schema.id],
    ['schema', schema.$schema],
    ['$ref', schema.$ref],
    ['patternProperties', schema.patternProperties],
    ['dependencies', schema.dependencies],
    ['additionalItems', schema.additionalItems],
    ['definitions', schema.definitions],
  ];
  const [name] = words.find(([, value]) => isSet(value)) ?? [];
  if (name !== undefined) return `OpenAPIV3Schema '${name}' is not supported`;
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  }
  if (Array.isArray(schema.items))
    return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  for (const [, member] of membersOf(schema)) {
    const found = unsupportedField(member);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== '';
}
