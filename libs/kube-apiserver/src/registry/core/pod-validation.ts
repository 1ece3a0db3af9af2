import { type FieldError, forbiddenValue, invalidValue } from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import { containersOf } from './pod-spec-defaults.js';
import { validatePodSpec } from './pod-spec-validation.js';

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

/** A pod by itself, new or changed (upstream `validatePodMetadataAndSpec`). */
export function validatePod({ metadata, spec }: Draft): FieldError[] {
  return [
    ...validateAppArmorAnnotations(metadata.annotations ?? {}, spec),
    ...validatePodSpec(spec, 'spec', { isPod: true }),
    ...['containers', 'initContainers'].flatMap((list) => validateImages(spec, list)),
  ];
}

/** What a new pod may not have yet (upstream `ValidatePodCreate`). */
export function validateNewPod({ spec }: Draft): FieldError[] {
  const errors: FieldError[] = [];
  if ((spec.ephemeralContainers ?? []).length > 0) {
    errors.push(forbiddenValue('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if (spec.nodeName && (spec.schedulingGates ?? []).length > 0) {
    const detail = 'cannot be set until all schedulingGates have been cleared';
    errors.push(forbiddenValue('spec.nodeName', detail));
  }
  return errors;
}

/** Templates are let pass this. */
function validateImages(spec: Draft, list: string): FieldError[] {
  return (spec[list] ?? []).flatMap(({ image = '' }: Draft, index: number) => {
    if (image === image.trim()) return [];
    const detail = 'must not have leading or trailing whitespace';
    return [invalidValue(`spec.${list}[${index}].image`, image, detail)];
  });
}

function validateAppArmorAnnotations(
  annotations: Readonly<Record<string, string>>,
  spec: Draft,
): FieldError[] {
  return Object.entries(annotations).flatMap(([key, profile]) => {
    if (!key.startsWith(appArmorPrefix)) return [];
    const field = `metadata.annotations[${key}]`;
    const name = key.slice(appArmorPrefix.length);
    const errors: FieldError[] = [];
    if (!containersOf(spec).some((container) => container['name'] === name)) {
      errors.push(invalidValue(field, name, 'container not found'));
    }
    const isProfile = /^(|runtime\/default|unconfined|localhost\/.*)$/.test(profile);
    if (isProfile) return errors;
    const detail = `invalid AppArmor profile name: ${JSON.stringify(profile)}`;
    return [...errors, invalidValue(field, profile, detail)];
  });
}
