import { type RbacReader, type RoleBinding, rbacGroup } from '@drillyard/rbac';
import type { ObjectReader } from '../../storage/object-reader.js';

/** The RBAC objects as they stand, without an index: for the rare question a write asks. */
export function rbacReader(reader: ObjectReader): RbacReader {
  const resource = (name: string) => ({ group: rbacGroup, resource: name });
  // The schema has been checked where the objects came in.
  return {
    getRole: (namespace, name) => reader.get(resource('roles'), namespace, name),
    getClusterRole: (name) => reader.get(resource('clusterroles'), '', name),
    listRoleBindings: (namespace) =>
      reader.list(resource('rolebindings'), namespace) as Iterable<RoleBinding>,
    listClusterRoleBindings: () =>
      reader.list(resource('clusterrolebindings')) as Iterable<RoleBinding>,
  };
}
