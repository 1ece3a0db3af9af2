import type { Draft } from '../registry/resource-strategy.js';
import { forbidden, type StatusError } from '../status-error.js';
import type { AdmissionAttributes } from './admission-plugin.js';

/** The spec of a pod that is being created, to be changed in place; undefined for all else. */
export function createdPodSpec(attributes: AdmissionAttributes): Draft | undefined {
  return attributes.operation === 'CREATE' ? writtenPodSpec(attributes) : undefined;
}

/** The same of a pod that is being created or updated. */
export function writtenPodSpec(attributes: AdmissionAttributes): Draft | undefined {
  const { operation, group, resource, subresource, object } = attributes;
  const isPod = group === '' && resource === 'pods' && subresource === '';
  if (!isPod || !['CREATE', 'UPDATE'].includes(operation)) return undefined;
  // `admit` may change the object; its type says so only where it must not.
  return object?.['spec'] as Draft | undefined;
}

/** An admission plugin's refusal (apiserver `admission.NewForbidden`). */
export function admissionForbidden(attributes: AdmissionAttributes, why: string): StatusError {
  const { group, resource, name } = attributes;
  return forbidden({ group, resource }, name, why);
}
