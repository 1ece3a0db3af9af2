import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import { type PolicyRule, rbacGroup, ruleFromRow } from '@drillyard/rbac';
import { aggregatedRules } from '../registry/rbac/aggregated-rules.js';
import * as defaults from './bootstrap-rbac.generated.js';
import * as kubeadm from './kubeadm-rbac.js';
import { type BindingRow, bindingFromRow, type RoleRow, roleFromRow } from './rbac-rows.js';

export interface BootstrapObject {
  readonly resource: GroupResource;
  readonly object: KubeObject;
}

/** The API server puts back what is taken from its own defaults when it starts. */
const bootstrapMetadata = {
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
};

/**
 * The RBAC objects of a fresh cluster made by kubeadm: the API server's defaults, aggregated roles
 * with their rules gathered, and kubeadm's own.
 */
export function bootstrapRbacObjects(): BootstrapObject[] {
  const clusterRoles = withAggregatedRules([
    ...roles(defaults.clusterRoles, bootstrapMetadata),
    ...roles(kubeadm.kubeadmClusterRoles, {}),
  ]);
  return [
    ...under('clusterroles', clusterRoles),
    ...under('clusterrolebindings', [
      ...bindings(defaults.clusterRoleBindings, bootstrapMetadata),
      ...bindings(kubeadm.kubeadmClusterRoleBindings, {}),
    ]),
    ...under('roles', [
      ...roles(defaults.roles, bootstrapMetadata),
      ...roles(kubeadm.kubeadmRoles, {}),
    ]),
    ...under('rolebindings', [
      ...bindings(defaults.roleBindings, bootstrapMetadata),
      ...bindings(kubeadm.kubeadmRoleBindings, {}),
    ]),
  ];
}

/** What every node may do, as the API server has it built in (upstream `NodeRules`). */
export function nodeRules(): readonly PolicyRule[] {
  const row = defaults.clusterRoles.find(({ name }) => name === 'system:node');
  return (row?.rules ?? []).map(ruleFromRow);
}

/** A role may gather from one that gathers itself, so until nothing changes any more. */
function withAggregatedRules(clusterRoles: readonly KubeObject[]): readonly KubeObject[] {
  const gathered = clusterRoles.map((role) => {
    const rules = aggregatedRules(role, clusterRoles);
    return rules === undefined ? role : { ...role, rules };
  });
  const isSettled = JSON.stringify(gathered) === JSON.stringify(clusterRoles);
  return isSettled ? gathered : withAggregatedRules(gathered);
}

function roles(rows: readonly RoleRow[], metadata: Partial<typeof bootstrapMetadata>) {
  return rows.map((row) => roleFromRow(row, metadata));
}

function bindings(rows: readonly BindingRow[], metadata: Partial<typeof bootstrapMetadata>) {
  return rows.map((row) => bindingFromRow(row, metadata));
}

function under(resource: string, objects: readonly KubeObject[]): BootstrapObject[] {
  return objects.map((object) => ({ resource: { group: rbacGroup, resource }, object }));
}
