import type { ResourceStrategy } from '../resource-strategy.js';
import { clusterRoleBindingStrategy, roleBindingStrategy } from './binding-strategies.js';
import { clusterRoleStrategy, roleStrategy } from './role-strategies.js';

/** The strategies of rbac.authorization.k8s.io; without state, for all clusters of a process. */
export const rbacStrategies: readonly ResourceStrategy[] = [
  roleStrategy,
  roleBindingStrategy,
  clusterRoleStrategy,
  clusterRoleBindingStrategy,
];
