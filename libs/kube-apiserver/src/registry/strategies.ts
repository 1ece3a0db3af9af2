import { configmapStrategy } from './core/configmap-strategy.js';
import { namespaceFinalizeStrategy, namespaceStrategy } from './core/namespace-strategy.js';
import { secretStrategy } from './core/secret-strategy.js';
import { clusterRoleBindingStrategy, roleBindingStrategy } from './rbac/binding-strategies.js';
import { clusterRoleStrategy, roleStrategy } from './rbac/role-strategies.js';
import type { ResourceStrategy, SubresourceStrategy } from './resource-strategy.js';

/** Every resource with rules of its own; the others are stored as they were sent. */
export const strategies: readonly ResourceStrategy[] = [
  configmapStrategy,
  namespaceStrategy,
  secretStrategy,
  roleStrategy,
  clusterRoleStrategy,
  roleBindingStrategy,
  clusterRoleBindingStrategy,
];

/** Every subresource with rules of its own besides status and scale. */
export const subresourceStrategies: readonly SubresourceStrategy[] = [namespaceFinalizeStrategy];
