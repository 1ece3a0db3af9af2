import {
  type RbacReader,
  type Role,
  type RoleBinding,
  rbacGroup,
  type Subject,
  serviceAccountUserName,
  type User,
} from '@drillyard/rbac';
import type { ObjectReader } from '../storage/object-reader.js';

const resource = (name: string) => ({ group: rbacGroup, resource: name });
const roles = resource('roles');
const clusterRoles = resource('clusterroles');
const roleBindings = resource('rolebindings');
const clusterRoleBindings = resource('clusterrolebindings');

/**
 * The RBAC objects of a cluster, with its bindings indexed by subject: a question costs the
 * bindings that name the user, however many others there are. An index is dropped when a binding
 * is written and made anew when it is next asked for.
 */
export class RbacObjectReader implements RbacReader {
  private readonly byNamespace = new Map<string, BindingIndex>();
  private clusterIndex: BindingIndex | undefined;
  private readonly unsubscribe: readonly (() => void)[];

  constructor(private readonly reader: ObjectReader) {
    this.unsubscribe = [
      reader.subscribe(roleBindings, () => this.byNamespace.clear()),
      reader.subscribe(clusterRoleBindings, () => {
        this.clusterIndex = undefined;
      }),
    ];
  }

  getRole(namespace: string, name: string): Role | undefined {
    return this.reader.content(roles, namespace, name);
  }

  getClusterRole(name: string): Role | undefined {
    return this.reader.content(clusterRoles, '', name);
  }

  listRoleBindings(namespace: string, user: User): Iterable<RoleBinding> {
    let index = this.byNamespace.get(namespace);
    if (index === undefined) {
      index = new BindingIndex(this.reader.contents(roleBindings, namespace), namespace);
      this.byNamespace.set(namespace, index);
    }
    return index.bindingsOf(user);
  }

  listClusterRoleBindings(user: User): Iterable<RoleBinding> {
    this.clusterIndex ??= new BindingIndex(this.reader.contents(clusterRoleBindings), '');
    return this.clusterIndex.bindingsOf(user);
  }

  close(): void {
    for (const stop of this.unsubscribe) stop();
  }
}

class BindingIndex {
  private readonly bindings: readonly RoleBinding[];
  private readonly positionsBySubject = new Map<string, number[]>();

  constructor(objects: Iterable<object>, namespace: string) {
    // The schema has been checked where the objects came in.
    this.bindings = [...objects] as RoleBinding[];
    this.bindings.forEach(({ subjects = [] }, position) => {
      for (const subject of subjects) {
        const key = subjectKey(subject, namespace);
        const positions = this.positionsBySubject.get(key);
        if (positions === undefined) this.positionsBySubject.set(key, [position]);
        else positions.push(position);
      }
    });
  }

  /** In the order of the list, none twice. */
  bindingsOf(user: User): RoleBinding[] {
    const keys = [`u:${user.name}`, ...user.groups.map((group) => `g:${group}`)];
    const positions = new Set(keys.flatMap((key) => this.positionsBySubject.get(key) ?? []));
    return [...positions]
      .sort((a, b) => a - b)
      .flatMap((position) => this.bindings[position] ?? []);
  }
}

/** A service account is found by the user it acts as. */
function subjectKey({ kind, name, namespace }: Subject, bindingNamespace: string): string {
  if (kind === 'ServiceAccount') {
    return `u:${serviceAccountUserName(namespace || bindingNamespace, name)}`;
  }
  return kind === 'Group' ? `g:${name}` : `u:${name}`;
}
