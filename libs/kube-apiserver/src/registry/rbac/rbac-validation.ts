/** Mistakes in roles and bindings, in upstream's words (`pkg/apis/rbac/validation`). */
import { isDNS1123Subdomain, isPathSegmentName } from '@drillyard/kube-objects';
import { type PolicyRule, type RoleRef, rbacGroup, type Subject } from '@drillyard/rbac';
import {
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';

export function validatePolicyRule(
  rule: PolicyRule,
  isNamespaced: boolean,
  field: string,
): FieldError[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const errors: FieldError[] = [];
  if (!rule.verbs?.length) {
    errors.push(required(`${field}.verbs`, 'verbs must contain at least one value'));
  }
  if (nonResourceURLs.length > 0) {
    const refuse = (why: string) =>
      errors.push(invalidValue(`${field}.nonResourceURLs`, nonResourceURLs, why));
    if (isNamespaced) refuse('namespaced rules cannot apply to non-resource URLs');
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(
      required(`${field}.apiGroups`, 'resource rules must supply at least one api group'),
    );
  }
  if (resources.length === 0) {
    errors.push(required(`${field}.resources`, 'resource rules must supply at least one resource'));
  }
  return errors;
}

export function validateRoleRef(roleRef: RoleRef, kinds: readonly string[]): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = roleRef;
  const errors: FieldError[] = [];
  if (apiGroup !== rbacGroup) errors.push(notSupported('roleRef.apiGroup', apiGroup, [rbacGroup]));
  if (!kinds.includes(kind)) errors.push(notSupported('roleRef.kind', kind, kinds));
  if (name === '') errors.push(required('roleRef.name'));
  else errors.push(...invalidValues('roleRef.name', name, isPathSegmentName(name)));
  return errors;
}

export function validateSubject(
  subject: Subject,
  isNamespaced: boolean,
  field: string,
): FieldError[] {
  const { kind = '', apiGroup = '', name = '', namespace = '' } = subject;
  const errors: FieldError[] = name === '' ? [required(`${field}.name`)] : [];
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') {
        errors.push(...invalidValues(`${field}.name`, name, isDNS1123Subdomain(name)));
      }
      if (apiGroup !== '') errors.push(notSupported(`${field}.apiGroup`, apiGroup, ['']));
      if (!isNamespaced && namespace === '') errors.push(required(`${field}.namespace`));
      break;
    case 'User':
    case 'Group':
      if (apiGroup !== rbacGroup) {
        errors.push(notSupported(`${field}.apiGroup`, apiGroup, [rbacGroup]));
      }
      break;
    default:
      errors.push(notSupported(`${field}.kind`, kind, ['ServiceAccount', 'User', 'Group']));
  }
  return errors;
}

/** What a binding refers to is for ever: who changes it makes a new binding. */
export function validateRoleRefUpdate(roleRef: RoleRef, old: RoleRef): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = roleRef;
  const isSame = apiGroup === old.apiGroup && kind === old.kind && name === old.name;
  // Upstream shows the value by the names of its Go fields.
  const badValue = { APIGroup: apiGroup, Kind: kind, Name: name };
  return isSame ? [] : [invalidValue('roleRef', badValue, 'cannot change roleRef')];
}
