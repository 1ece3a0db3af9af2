import { type FieldError, invalidValue } from '../field-error.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import {
  validateAtMostHundredPercent,
  validateIntOrPercent,
  validateOneOf,
} from '../scalar-validation.js';

const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

export const podDisruptionBudgetStrategy: ResourceStrategy = {
  group: 'policy',
  resource: 'poddisruptionbudgets',
  validate,
  validateUpdate: validate,
};

function validate({ spec = {} }: Draft): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    // As upstream prints what it keeps inside.
    const shown = {
      MinAvailable: minAvailable,
      Selector: selector ?? null,
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? null,
    };
    errors.push(invalidValue('spec', shown, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const [name, value] of Object.entries({ minAvailable, maxUnavailable })) {
    errors.push(
      ...validateIntOrPercent(`spec.${name}`, value),
      ...validateAtMostHundredPercent(`spec.${name}`, value),
    );
  }
  const field = 'spec.unhealthyPodEvictionPolicy';
  return [
    ...errors,
    ...validateLabelSelector(selector ?? {}, 'spec.selector'),
    ...validateOneOf(field, unhealthyPodEvictionPolicy, evictionPolicies),
  ];
}
