import { type FieldError, required } from '../../../registry/field-error.js';
import { itemsOf, type JsonSchemaProps, ownMember } from '../../schema/json-schema-props.js';

/**
 * What alternatives validate must be described outside of them (apiextensions
 * `validateStructuralCompleteness`).
 */
export function validateCompleteness(schema: JsonSchemaProps, field: string): FieldError[] {
  return validateAlternatives(schema, schema, field, field);
}

function validateAlternatives(
  validation: JsonSchemaProps,
  structure: JsonSchemaProps,
  structurePath: string,
  path: string,
): FieldError[] {
  const { not, allOf = [], anyOf = [], oneOf = [] } = validation;
  const nested = (each: JsonSchemaProps, below: string) =>
    validateNested(each, structure, structurePath, `${path}.${below}`);
  return [
    ...(not === undefined ? [] : nested(not, 'not')),
    ...allOf.flatMap((each, at) => nested(each, `allOf[${at}]`)),
    ...anyOf.flatMap((each, at) => nested(each, `anyOf[${at}]`)),
    ...oneOf.flatMap((each, at) => nested(each, `oneOf[${at}]`)),
  ];
}

function validateNested(
  validation: JsonSchemaProps,
  structure: JsonSchemaProps | undefined,
  structurePath: string,
  path: string,
): FieldError[] {
  if (structure === undefined) return [required(structurePath, `because it is defined in ${path}`)];
  const items = itemsOf(validation);
  return [
    ...validateAlternatives(validation, structure, structurePath, path),
    ...(items === undefined
      ? []
      : validateNested(items, itemsOf(structure), `${structurePath}.items`, `${path}.items`)),
    ...Object.entries(validation.properties ?? {}).flatMap(([name, property]) => {
      const key = `properties[${name}]`;
      const counterpart = ownMember(structure.properties, name);
      return validateNested(property, counterpart, `${structurePath}.${key}`, `${path}.${key}`);
    }),
  ];
}
