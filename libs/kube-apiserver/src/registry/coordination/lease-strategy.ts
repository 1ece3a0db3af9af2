import { type FieldError, invalidValue } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateNonNegative } from '../scalar-validation.js';

/** Leaders are elected by who updates a lease first: nobody may do it blindly. */
export const leaseStrategy: ResourceStrategy = {
  group: 'coordination.k8s.io',
  resource: 'leases',
  createsOnUpdate: true,
  refusesUnconditionalUpdate: true,
  validate,
  validateUpdate: validate,
};

function validate({ spec = {} }: Draft): FieldError[] {
  const { leaseDurationSeconds: seconds, leaseTransitions } = spec;
  const isNone = seconds !== undefined && seconds <= 0;
  const field = 'spec.leaseDurationSeconds';
  return [
    ...(isNone ? [invalidValue(field, seconds, 'must be greater than 0')] : []),
    ...validateNonNegative('spec.leaseTransitions', leaseTransitions),
  ];
}
