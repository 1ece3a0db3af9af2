import { isPathSegmentName } from '@drillyard/kube-objects';
import { type PolicyRule, rbacGroup } from '@drillyard/rbac';
import { type FieldError, invalidValue, required } from '../field-error.js';
import { type LabelSelectorSpec, validateLabelSelector } from '../label-selector-validation.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validatePolicyRule } from './rbac-validation.js';
import { checkRoleEscalation } from './role-escalation.js';

export const roleStrategy: ResourceStrategy = {
  group: rbacGroup,
  resource: 'roles',
  validateName: isPathSegmentName,
  createsOnUpdate: true,
  prepareForCreate: (draft, context) => checkRoleEscalation('roles', draft, undefined, context),
  prepareForUpdate: (draft, old, context) => checkRoleEscalation('roles', draft, old, context),
  validate: (role) => validateRules(role, true),
  validateUpdate: (role) => validateRules(role, true),
};

export const clusterRoleStrategy: ResourceStrategy = {
  group: rbacGroup,
  resource: 'clusterroles',
  validateName: isPathSegmentName,
  createsOnUpdate: true,
  prepareForCreate: (draft, context) =>
    checkRoleEscalation('clusterroles', draft, undefined, context),
  prepareForUpdate: (draft, old, context) =>
    checkRoleEscalation('clusterroles', draft, old, context),
  validate: validateClusterRole,
  validateUpdate: validateClusterRole,
};

function validateClusterRole(role: Draft): FieldError[] {
  return [...validateRules(role, false), ...validateAggregationRule(role['aggregationRule'])];
}

function validateRules(role: Draft, isNamespaced: boolean): FieldError[] {
  const rules: readonly PolicyRule[] = role['rules'] ?? [];
  return rules.flatMap((rule, index) => validatePolicyRule(rule, isNamespaced, `rules[${index}]`));
}

function validateAggregationRule(
  rule: { clusterRoleSelectors?: readonly LabelSelectorSpec[] } | undefined,
): FieldError[] {
  if (rule === undefined) return [];
  const field = 'aggregationRule.clusterRoleSelectors';
  const selectors = rule.clusterRoleSelectors ?? [];
  if (selectors.length === 0) {
    const detail = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
    return [required(field, detail)];
  }
  return selectors.flatMap((selector, index) => {
    const errors = validateLabelSelector(selector, `${field}[${index}]`);
    // Upstream turns it into a selector as well, which fails for the same reasons.
    return errors.length === 0
      ? []
      : [...errors, invalidValue(`${field}[${index}]`, null, 'invalid label selector.')];
  });
}
