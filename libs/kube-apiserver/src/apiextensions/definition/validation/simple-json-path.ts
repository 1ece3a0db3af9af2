import { type FieldError, invalidValue } from '../../../registry/field-error.js';

/** apiextensions `validateSimpleJSONPath` */
export function validateSimpleJsonPath(path: string, field: string): FieldError[] {
  if (path.startsWith('.')) return [];
  return [invalidValue(field, path, 'must be a simple json path starting with .')];
}
