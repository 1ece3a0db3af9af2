import type { KubeObject } from '@drillyard/kube-objects';

export const rbacGroup = 'rbac.authorization.k8s.io';

/** What may be done to what (rbac/v1 `PolicyRule`): either resources or non-resource URLs. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export interface Subject {
  readonly kind: string;
  readonly apiGroup?: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface RoleRef {
  readonly apiGroup: string;
  readonly kind: string;
  readonly name: string;
}

/** A Role, or a ClusterRole. */
export interface Role extends KubeObject {
  readonly rules?: readonly PolicyRule[] | null;
}

/** A RoleBinding, or a ClusterRoleBinding. */
export interface RoleBinding extends KubeObject {
  readonly subjects?: readonly Subject[];
  readonly roleRef: RoleRef;
}

/** Who asks (apiserver `user.Info`, as far as RBAC looks). */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}
