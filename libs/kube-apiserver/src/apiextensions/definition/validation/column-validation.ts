import { type FieldError, invalidValue, required } from '../../../registry/field-error.js';
import type { DefinitionColumn } from '../custom-resource-definition.js';
import { validateSimpleJsonPath } from './simple-json-path.js';

const types = ['boolean', 'date', 'integer', 'number', 'string'];
const formats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

/** apiextensions `ValidateCustomResourceColumnDefinition` of each column. */
export function validateColumns(
  columns: readonly DefinitionColumn[] | undefined,
  field: string,
): FieldError[] {
  return (columns ?? []).flatMap((column, at) => validateColumn(column, `${field}[${at}]`));
}

function validateColumn(column: DefinitionColumn, field: string): FieldError[] {
  const { name, type, format = '', jsonPath } = column;
  const oneOfTypes = `must be one of ${types.join(',')}`;
  const oneOfFormats = `must be one of ${formats.join(',')}`;
  return [
    ...(name === '' ? [required(`${field}.name`)] : []),
    ...(type === ''
      ? [required(`${field}.type`, oneOfTypes)]
      : types.includes(type)
        ? []
        : [invalidValue(`${field}.type`, type, oneOfTypes)]),
    ...(format === '' || formats.includes(format)
      ? []
      : [invalidValue(`${field}.format`, format, oneOfFormats)]),
    ...(jsonPath === ''
      ? [required(`${field}.JSONPath`)]
      : validateSimpleJsonPath(jsonPath, `${field}.JSONPath`)),
  ];
}
