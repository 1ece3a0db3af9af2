import { isDeepStrictEqual } from 'node:util';
import { type FieldError, fieldImmutableMessage, invalidValue, required } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateOneOf } from '../scalar-validation.js';

const bindingModes = ['Immediate', 'WaitForFirstConsumer'];

export const storageClassStrategy: ResourceStrategy = {
  group: 'storage.k8s.io',
  resource: 'storageclasses',
  setDefaults(draft) {
    draft['reclaimPolicy'] ??= 'Delete';
    draft['volumeBindingMode'] ??= 'Immediate';
  },
  validate: (draft) => [
    ...(draft['provisioner'] ? [] : [required('provisioner')]),
    ...validateParameters(draft),
    ...validateOneOf('reclaimPolicy', draft['reclaimPolicy'], ['Delete', 'Retain']),
    ...validateOneOf('volumeBindingMode', draft['volumeBindingMode'], bindingModes),
  ],
  validateUpdate: (draft, old) =>
    ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']
      .filter((name) => !isDeepStrictEqual(draft[name], old[name]))
      .map((name) => invalidValue(name, draft[name] ?? null, fieldImmutableMessage)),
};

function validateParameters({ parameters = {} }: Draft): FieldError[] {
  if (!Object.hasOwn(parameters, '')) return [];
  return [invalidValue('parameters', '', 'field can not be empty.')];
}
