import type { ClusterClient } from '@drillyard/cluster';
import {
  type RbacReader,
  type ResolvedRule,
  type Role,
  type RoleBinding,
  rbacGroup,
  resolveRules,
  type User,
} from '@drillyard/rbac';

const apiVersion = `${rbacGroup}/v1`;
export const rbacKinds = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'] as const;
export const rbacTypes = rbacKinds.map((kind) => ({ apiVersion, kind }));

/** All RBAC objects of a cluster at one moment: the rule set a verdict is explained from. */
export class RbacSnapshot implements RbacReader {
  private constructor(
    private readonly roles: readonly Role[],
    readonly roleBindings: readonly RoleBinding[],
    private readonly clusterRoles: readonly Role[],
    readonly clusterRoleBindings: readonly RoleBinding[],
  ) {}

  static async take(cluster: ClusterClient): Promise<RbacSnapshot> {
    const lists = rbacTypes.map(async (type) => (await cluster.list(type)).items);
    const [roles, roleBindings, clusterRoles, clusterRoleBindings] = await Promise.all(lists);
    return new RbacSnapshot(
      roles ?? [],
      (roleBindings ?? []) as RoleBinding[], // the server validates roleRef
      clusterRoles ?? [],
      (clusterRoleBindings ?? []) as RoleBinding[],
    );
  }

  getRole(namespace: string, name: string): Role | undefined {
    return this.roles.find(
      ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
    );
  }

  getClusterRole(name: string): Role | undefined {
    return this.clusterRoles.find(({ metadata }) => metadata.name === name);
  }

  listRoleBindings(namespace: string): RoleBinding[] {
    return this.roleBindings.filter(({ metadata }) => metadata.namespace === namespace);
  }

  listClusterRoleBindings(): readonly RoleBinding[] {
    return this.clusterRoleBindings;
  }

  /** The role a binding refers to; undefined where it does not exist. */
  roleOf({ metadata, roleRef }: RoleBinding): Role | undefined {
    return roleRef.kind === 'Role'
      ? this.getRole(metadata.namespace ?? '', roleRef.name)
      : this.getClusterRole(roleRef.name);
  }

  /** All rules of a user in all namespaces, each once, with where it comes from. */
  rulesOf(user: User): ResolvedRule[] {
    const namespaces = new Set(this.roleBindings.map(({ metadata }) => metadata.namespace ?? ''));
    return ['', ...namespaces].flatMap((namespace) =>
      [...resolveRules(user, namespace, this)].flatMap((resolution) =>
        'rule' in resolution && resolution.source.namespace === namespace ? [resolution] : [],
      ),
    );
  }
}
