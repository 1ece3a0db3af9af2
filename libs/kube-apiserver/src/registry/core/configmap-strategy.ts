import { isConfigMapKey } from '@drillyard/kube-objects';
import { type FieldError, invalidValue, invalidValues, tooLong } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateImmutable } from './secret-strategy.js';

/** Upstream's `MaxSecretSize`, which goes for ConfigMaps too. */
const dataBytesMax = 1024 * 1024;

export const configmapStrategy: ResourceStrategy = {
  group: '',
  resource: 'configmaps',
  validate,
  validateUpdate: (draft, old) => [
    ...validateImmutable(draft, old, ['data', 'binaryData']),
    ...validate(draft),
  ],
};

function validate(draft: Draft): FieldError[] {
  const data: Record<string, string> = draft['data'] ?? {};
  const binaryData: Record<string, string> = draft['binaryData'] ?? {};
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalidValues(`data[${key}]`, key, isConfigMapKey(key)));
    if (Object.hasOwn(binaryData, key)) {
      errors.push(invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData'));
    }
    bytes += Buffer.byteLength(value);
  }
  for (const [key, value] of Object.entries(binaryData)) {
    errors.push(...invalidValues(`binaryData[${key}]`, key, isConfigMapKey(key)));
    bytes += Buffer.byteLength(value, 'base64');
  }
  // The object as a whole is too long: upstream's empty path prints like this.
  if (bytes > dataBytesMax) errors.push(tooLong('[]', dataBytesMax));
  return errors;
}
