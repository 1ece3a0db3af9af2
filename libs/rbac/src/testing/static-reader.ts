import {
  type PolicyRule,
  type Role,
  type RoleBinding,
  rbacGroup,
  type Subject,
} from '../policy.js';
import type { RbacReader } from '../rule-resolver.js';

/** RBAC objects by name: `ns/name` for those of a namespace, `name` for those of the cluster. */
export interface StaticRbac {
  readonly roles?: Readonly<Record<string, readonly PolicyRule[]>>;
  /** `'ns1/readers': 'Role reader → User jane, ServiceAccount ci'` */
  readonly bindings?: Readonly<Record<string, string>>;
}

/** A reader over objects that never change. */
export function staticReader({ roles = {}, bindings = {} }: StaticRbac): RbacReader {
  const findRole = (key: string) => (roles[key] ? newRole(key, roles[key]) : undefined);
  const all = Object.entries(bindings).map(([key, row]) => newBinding(key, row));
  const inNamespace = (namespace: string) =>
    all.filter(({ metadata }) => (metadata.namespace ?? '') === namespace);
  return {
    getRole: (namespace, name) => findRole(`${namespace}/${name}`),
    getClusterRole: (name) => findRole(name),
    listRoleBindings: (namespace) => inNamespace(namespace),
    listClusterRoleBindings: () => inNamespace(''),
  };
}

function newRole(key: string, rules: readonly PolicyRule[]): Role {
  const metadata = splitName(key);
  return {
    apiVersion: `${rbacGroup}/v1`,
    kind: metadata.namespace === undefined ? 'ClusterRole' : 'Role',
    metadata,
    rules,
  };
}

function newBinding(key: string, row: string): RoleBinding {
  const [role = '', subjects = ''] = row.split(' → ');
  const [kind = '', name = ''] = role.split(' ');
  const metadata = splitName(key);
  return {
    apiVersion: `${rbacGroup}/v1`,
    kind: metadata.namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata,
    subjects: subjects.split(', ').filter(Boolean).map(newSubject),
    roleRef: { apiGroup: rbacGroup, kind, name },
  };
}

function newSubject(row: string): Subject {
  const [kind = '', name = ''] = row.split(' ');
  return kind === 'ServiceAccount'
    ? { kind, ...splitName(name) }
    : { kind, apiGroup: rbacGroup, name };
}

function splitName(key: string): { name: string; namespace?: string } {
  const [head = '', name] = key.split('/');
  return name === undefined ? { name: head } : { name, namespace: head };
}
