import { type FieldError, forbiddenValue, invalidValue } from '../../../registry/field-error.js';
import type { JsonSchemaProps } from '../../schema/json-schema-props.js';
import { validateDefaults } from './default-validation.js';
import { validateOpenApiSchema } from './openapi-schema-validation.js';
import { validateSchemaSize } from './schema-limits.js';
import { validateStructural } from './structural-validation.js';
import { unsupportedField } from './unsupported-field.js';

/** One schema of a definition (apiextensions `validateCustomResourceDefinitionValidation`). */
export function validateSchema(
  schema: JsonSchemaProps | undefined,
  hasStatus: boolean,
  path: string,
): FieldError[] {
  if (schema === undefined) return [];
  const field = `${path}.openAPIV3Schema`;
  const tooLarge = validateSchemaSize(schema, field);
  if (tooLarge.length > 0) return tooLarge;
  const unsupported = unsupportedField(schema);
  const errors = [
    ...(hasStatus ? validateStatusRoot(schema, field) : []),
    ...(schema.nullable === true
      ? [forbiddenValue(`${field}.nullable`, 'nullable cannot be true at the root')]
      : []),
    ...(unsupported === undefined ? validateStructure(schema, field) : []),
    ...validateOpenApiSchema(schema, field),
  ];
  if (errors.length > 0 || unsupported === undefined) return errors;
  return [invalidValue(field, '', unsupported)];
}

function validateStructure(schema: JsonSchemaProps, field: string): FieldError[] {
  const errors = validateStructural(schema, field);
  return errors.length > 0 ? errors : validateDefaults(schema, field);
}

/** Keys by Go's names, as the message lists them, of what may stand beside a status of its own. */
const allowedAtRoot: Readonly<Record<string, string>> = {
  description: 'Description',
  type: 'Type',
  format: 'Format',
  title: 'Title',
  maximum: 'Maximum',
  exclusiveMaximum: 'ExclusiveMaximum',
  minimum: 'Minimum',
  exclusiveMinimum: 'ExclusiveMinimum',
  maxLength: 'MaxLength',
  minLength: 'MinLength',
  pattern: 'Pattern',
  maxItems: 'MaxItems',
  minItems: 'MinItems',
  uniqueItems: 'UniqueItems',
  multipleOf: 'MultipleOf',
  required: 'Required',
  items: 'Items',
  properties: 'Properties',
  externalDocs: 'ExternalDocs',
  example: 'Example',
  'x-kubernetes-preserve-unknown-fields': 'XPreserveUnknownFields',
  'x-kubernetes-validations': 'XValidations',
};

/** The schema of the status is taken out of the root's: nothing at the root may concern it. */
function validateStatusRoot(schema: JsonSchemaProps, field: string): FieldError[] {
  const { type = '' } = schema;
  if (type !== '' && type !== 'object') {
    const detail =
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    return [invalidValue(`${field}.type`, type, detail)];
  }
  if (Object.keys(schema).every((key) => Object.hasOwn(allowedAtRoot, key))) return [];
  const list = Object.values(allowedAtRoot).join(' ');
  const detail = `only [${list}] fields are allowed at the root of the schema if the status subresource is enabled`;
  return [invalidValue(field, schema, detail)];
}
