/** From a user to the rules that apply to them (upstream `pkg/registry/rbac/validation/rule.go`). */
import { goQuote } from './go-quote.js';
import {
  type PolicyRule,
  type Role,
  type RoleBinding,
  type RoleRef,
  rbacGroup,
  type Subject,
  type User,
} from './policy.js';
import { subjectMatches } from './subject-matching.js';

/**
 * The RBAC objects of a cluster. Bindings may be pre-selected for the user, as an index does: what
 * is returned is matched again, what is left out must not apply.
 */
export interface RbacReader {
  getRole(namespace: string, name: string): Role | undefined;
  getClusterRole(name: string): Role | undefined;
  listRoleBindings(namespace: string, user: User): Iterable<RoleBinding>;
  listClusterRoleBindings(user: User): Iterable<RoleBinding>;
}

/** Where a rule comes from. */
export interface RuleSource {
  readonly binding: RoleBinding;
  /** The subject of the binding that means the user. */
  readonly subject: Subject;
  /** Empty for a ClusterRoleBinding: the rule holds in all namespaces. */
  readonly namespace: string;
}

export interface ResolvedRule {
  readonly rule: PolicyRule;
  readonly source: RuleSource;
}

/** Either a rule, or why the rules of one binding could not be found. */
export type Resolution = ResolvedRule | { readonly error: string };

/** In upstream's order: cluster role bindings first, then those of the namespace if there is one. */
export function* resolveRules(
  user: User,
  namespace: string,
  reader: RbacReader,
): Iterable<Resolution> {
  yield* resolveBindings(reader.listClusterRoleBindings(user), user, '', reader);
  if (namespace !== '') {
    yield* resolveBindings(reader.listRoleBindings(namespace, user), user, namespace, reader);
  }
}

/** All rules that apply to a user, and what could not be resolved; rules only ever add up. */
export function rulesFor(
  user: User,
  namespace: string,
  reader: RbacReader,
): { readonly rules: readonly ResolvedRule[]; readonly errors: readonly string[] } {
  const rules: ResolvedRule[] = [];
  const errors: string[] = [];
  for (const resolution of resolveRules(user, namespace, reader)) {
    if ('error' in resolution) errors.push(resolution.error);
    else rules.push(resolution);
  }
  return { rules, errors };
}

export type RoleReferenceRules =
  | { readonly rules: readonly PolicyRule[] }
  | { readonly error: string; readonly isMissing: boolean };

/** The rules of the role a binding refers to; `isMissing` where there is no such role. */
export function roleReferenceRules(
  roleRef: RoleRef,
  bindingNamespace: string,
  reader: RbacReader,
): RoleReferenceRules {
  switch (roleRef.kind) {
    case 'Role':
      return rulesOf(reader.getRole(bindingNamespace, roleRef.name), 'role', roleRef.name);
    case 'ClusterRole':
      return rulesOf(reader.getClusterRole(roleRef.name), 'clusterrole', roleRef.name);
    default:
      return {
        error: `unsupported role reference kind: ${goQuote(roleRef.kind)}`,
        isMissing: false,
      };
  }
}

/** `ClusterRoleBinding "x" of ClusterRole "y" to User "z"`, as upstream's reasons say it. */
export function describeSource({ binding, subject, namespace }: RuleSource): string {
  const { name = '' } = binding.metadata;
  const { roleRef } = binding;
  const what =
    namespace === ''
      ? `ClusterRoleBinding ${goQuote(name)}`
      : `RoleBinding ${goQuote(`${name}/${namespace}`)}`;
  return `${what} of ${roleRef.kind} ${goQuote(roleRef.name)} to ${describeSubject(subject, namespace)}`;
}

/** Several errors in one line, as apimachinery's aggregate prints them. */
export function aggregateErrors(errors: readonly string[]): string {
  const unique = [...new Set(errors)];
  return unique.length > 1 ? `[${unique.join(', ')}]` : (unique[0] ?? '');
}

function* resolveBindings(
  bindings: Iterable<RoleBinding>,
  user: User,
  namespace: string,
  reader: RbacReader,
): Iterable<Resolution> {
  for (const binding of bindings) {
    const subject = binding.subjects?.find((each) => subjectMatches(each, user, namespace));
    if (subject === undefined) continue;
    const found = roleReferenceRules(binding.roleRef, namespace, reader);
    if ('error' in found) {
      yield { error: found.error };
      continue;
    }
    const source = { binding, subject, namespace };
    for (const rule of found.rules) yield { rule, source };
  }
}

function rulesOf(role: Role | undefined, resource: string, name: string): RoleReferenceRules {
  if (role !== undefined) return { rules: role.rules ?? [] };
  return { error: `${resource}.${rbacGroup} ${goQuote(name)} not found`, isMissing: true };
}

function describeSubject({ kind, name, namespace }: Subject, bindingNamespace: string): string {
  const qualified = kind === 'ServiceAccount' ? `${name}/${namespace || bindingNamespace}` : name;
  return `${kind} ${goQuote(qualified)}`;
}
