import {
  duplicateValue,
  type FieldError,
  invalidValue,
  required,
  tooMany,
} from '../../../registry/field-error.js';
import { type JsonSchemaProps, memberSchemaOf } from '../../schema/json-schema-props.js';

/** apiextensions `MaxSelectableFields` */
const selectableFieldsMax = 8;
const selectableTypes = ['string', 'boolean', 'integer'];

/** apiextensions `ValidateCustomResourceSelectableFields` */
export function validateSelectableFields(
  fields: readonly { readonly jsonPath: string }[] | undefined,
  schema: JsonSchemaProps | undefined,
  field: string,
): FieldError[] {
  if (fields === undefined || fields.length === 0) return [];
  if (schema === undefined) {
    return [invalidValue(field, '', 'may only be set when validations.schema is included')];
  }
  const seen = new Set<string>();
  const errors = fields.flatMap(({ jsonPath }, at) => {
    const own = `${field}[${at}].jsonPath`;
    const isRepeated = seen.has(jsonPath);
    const found = validatePath(jsonPath, schema, own);
    if (found.length === 0 || found.every(({ detail }) => !detail.startsWith('is an invalid'))) {
      seen.add(jsonPath);
    }
    return isRepeated ? [...found, duplicateValue(own, jsonPath)] : found;
  });
  if (seen.size <= selectableFieldsMax) return errors;
  return [...errors, tooMany(field, seen.size, selectableFieldsMax)];
}

function validatePath(path: string, root: JsonSchemaProps, field: string): FieldError[] {
  if (path === '') return [required(field)];
  const names = path.split('.').slice(1);
  const invalid = (why: string) => [invalidValue(field, path, `is an invalid path: ${why}`)];
  if (!path.startsWith('.') || names.some((name) => !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name))) {
    return invalid('does not refer to a valid field');
  }
  let schema: JsonSchemaProps | undefined = root;
  for (const name of names) {
    schema = schema && memberSchemaOf(schema, name);
    if (schema === undefined && name !== 'metadata')
      return invalid('does not refer to a valid field');
  }
  const details = [
    ...(names[0] === 'metadata' ? ['must not point to fields in metadata'] : []),
    ...(selectableTypes.includes(schema?.type ?? '')
      ? []
      : [
          'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
        ]),
  ];
  return details.map((detail) => invalidValue(field, path, detail));
}
