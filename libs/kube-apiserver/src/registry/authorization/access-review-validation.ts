/** Mistakes in access reviews, in upstream's words (`pkg/apis/authorization/validation`). */
import { type FieldError, invalidValue, required } from '../field-error.js';
import {
  type SelectorRequirement,
  validateFieldSelectorRequirement,
  validateLabelSelectorRequirement,
} from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';
import type { AccessReviewSpec } from './access-review-spec.js';

export function validateSelfReview(draft: Draft): FieldError[] {
  return [...validateSpec(draft['spec'] ?? {}, false), ...validateMetadata(draft, false)];
}

export function validateSubjectReview(draft: Draft): FieldError[] {
  return [...validateSpec(draft['spec'] ?? {}, true), ...validateMetadata(draft, false)];
}

export function validateLocalReview(draft: Draft): FieldError[] {
  const spec: AccessReviewSpec = draft['spec'] ?? {};
  const errors = [...validateSpec(spec, true), ...validateMetadata(draft, true)];
  const { resourceAttributes, nonResourceAttributes } = spec;
  const { namespace = '' } = draft['metadata'] ?? {};
  if (resourceAttributes && (resourceAttributes.namespace ?? '') !== namespace) {
    const { namespace: badValue = '' } = resourceAttributes;
    const field = 'spec.resourceAttributes.namespace';
    errors.push(invalidValue(field, badValue, 'must match metadata.namespace'));
  }
  if (nonResourceAttributes) {
    const detail = 'disallowed on this kind of request';
    errors.push(
      invalidValue('spec.nonResourceAttributes', goFields(nonResourceAttributes), detail),
    );
  }
  return errors;
}

function validateSpec(spec: AccessReviewSpec, hasSubject: boolean): FieldError[] {
  const { resourceAttributes, nonResourceAttributes, user = '', groups = [] } = spec;
  const errors: FieldError[] = [];
  if (resourceAttributes && nonResourceAttributes) {
    const detail = 'cannot be specified in combination with resourceAttributes';
    errors.push(
      invalidValue('spec.nonResourceAttributes', goFields(nonResourceAttributes), detail),
    );
  }
  if (!resourceAttributes && !nonResourceAttributes) {
    const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalidValue('spec.resourceAttributes', null, detail));
  }
  if (hasSubject && user === '' && groups.length === 0) {
    errors.push(invalidValue('spec.user', user, 'at least one of user or group must be specified'));
  }
  return [
    ...errors,
    ...validateSelector('fieldSelector', resourceAttributes?.fieldSelector),
    ...validateSelector('labelSelector', resourceAttributes?.labelSelector),
  ];
}

function validateSelector(
  name: 'fieldSelector' | 'labelSelector',
  selector: { rawSelector?: string; requirements?: readonly SelectorRequirement[] } | undefined,
): FieldError[] {
  if (!selector) return [];
  const { rawSelector = '', requirements = [] } = selector;
  const field = `spec.resourceAttributes.${name}`;
  const errors: FieldError[] = [];
  if (rawSelector !== '' && requirements.length > 0) {
    const detail = 'may not specified at the same time as requirements';
    errors.push(invalidValue(`${field}.rawSelector`, rawSelector, detail));
  }
  if (rawSelector === '' && requirements.length === 0) {
    const detail = `when ${field} is specified, requirements or rawSelector is required`;
    errors.push(required(`${field}.requirements`, detail));
  }
  const mistakes = requirements.flatMap((requirement, index) => {
    const at = `${field}.requirements[${index}]`;
    return name === 'fieldSelector'
      ? validateFieldSelectorRequirement(requirement, at)
      : validateLabelSelectorRequirement(requirement, at, { allowUnknownOperator: true });
  });
  return [...errors, ...mistakes];
}

/** A review is not an object: it has no name, no labels, at most a namespace. */
function validateMetadata(draft: Draft, isNamespaced: boolean): FieldError[] {
  const { managedFields: _managedFields, namespace, ...rest } = draft['metadata'] ?? {};
  const isEmpty = Object.keys(rest).length === 0 && (isNamespaced || !namespace);
  const detail = isNamespaced ? 'must be empty except for namespace' : 'must be empty';
  return isEmpty ? [] : [invalidValue('metadata', draft['metadata'], detail)];
}

/** Upstream shows this value by the names of its Go fields. */
function goFields({ path = '', verb = '' }: { path?: string; verb?: string }) {
  return { Path: path, Verb: verb };
}
