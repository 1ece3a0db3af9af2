import { type FieldError, invalidValue, required } from '../../../registry/field-error.js';
import type { DefinitionSubresources } from '../custom-resource-definition.js';
import { validateSimpleJsonPath } from './simple-json-path.js';

/** apiextensions `ValidateCustomResourceDefinitionSubresources` */
export function validateSubresources(
  subresources: DefinitionSubresources | undefined,
  field: string,
): FieldError[] {
  const scale = subresources?.scale;
  if (scale === undefined) return [];
  const { specReplicasPath, statusReplicasPath, labelSelectorPath = '' } = scale;
  return [
    ...validatePath(specReplicasPath, `${field}.scale.specReplicasPath`, ['.spec']),
    ...validatePath(statusReplicasPath, `${field}.scale.statusReplicasPath`, ['.status']),
    ...(labelSelectorPath === ''
      ? []
      : validatePath(labelSelectorPath, `${field}.scale.labelSelectorPath`, ['.spec', '.status'])),
  ];
}

function validatePath(path: string, field: string, roots: readonly string[]): FieldError[] {
  if (path === '') return [required(field)];
  const errors = validateSimpleJsonPath(path, field);
  if (errors.length > 0 || roots.some((root) => path.startsWith(`${root}.`))) return errors;
  const where = roots.length > 1 ? `either ${roots.join(' or ')}` : roots[0];
  return [invalidValue(field, path, `should be a json path under ${where}`)];
}
