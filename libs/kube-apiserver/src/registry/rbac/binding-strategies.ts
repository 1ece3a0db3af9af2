import { isPathSegmentName, type KubeObject } from '@drillyard/kube-objects';
import { type RoleBinding, rbacGroup, type Subject } from '@drillyard/rbac';
import type { FieldError } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateRoleRef, validateRoleRefUpdate, validateSubject } from './rbac-validation.js';
import { checkBindingEscalation } from './role-escalation.js';

export const roleBindingStrategy = bindingStrategy('rolebindings', ['Role', 'ClusterRole']);
export const clusterRoleBindingStrategy = bindingStrategy('clusterrolebindings', ['ClusterRole']);

function bindingStrategy(
  resource: 'rolebindings' | 'clusterrolebindings',
  roleKinds: readonly string[],
): ResourceStrategy {
  const isNamespaced = resource === 'rolebindings';
  const validate = (binding: Draft): FieldError[] => {
    const subjects: readonly Subject[] = binding['subjects'] ?? [];
    return [
      ...validateRoleRef(binding['roleRef'] ?? {}, roleKinds),
      ...subjects.flatMap((subject, index) =>
        validateSubject(subject, isNamespaced, `subjects[${index}]`),
      ),
    ];
  };
  return {
    group: rbacGroup,
    resource,
    validateName: isPathSegmentName,
    createsOnUpdate: true,
    setDefaults,
    prepareForCreate: (draft, context) =>
      checkBindingEscalation(resource, draft, undefined, context),
    prepareForUpdate: (draft, old, context) =>
      checkBindingEscalation(resource, draft, old, context),
    validate,
    validateUpdate: (binding, old) => [
      ...validate(binding),
      ...validateRoleRefUpdate(binding['roleRef'] ?? {}, roleRefOf(old)),
    ],
  };
}

/** `pkg/apis/rbac/v1/defaults.go`: users, groups and the role are of the RBAC group. */
function setDefaults(draft: Draft): void {
  draft['roleRef'] ??= {};
  draft['roleRef'].apiGroup ||= rbacGroup;
  for (const subject of draft['subjects'] ?? []) {
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= rbacGroup;
  }
}

function roleRefOf(old: KubeObject) {
  // What is stored has been validated.
  return (old as RoleBinding).roleRef;
}
