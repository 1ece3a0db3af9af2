import type { AccessSubject } from '@drillyard/lab-spec';
import {
  type PolicyRule,
  type RoleBinding,
  ruleAllows,
  subjectMatches,
  type User,
} from '@drillyard/rbac';
import type { Evidence } from '../check-outcome.js';
import { describeObject } from '../resource/describe-object.js';
import { type AccessRequest, describeNamespace, toAttributes } from './access-review.js';
import { bindingSubject, describeSubject, toUser } from './access-subject.js';
import { describeRule } from './expected-rules.js';
import type { RbacSnapshot } from './rbac-snapshot.js';

/** Roles every cluster has say nothing about what the learner did. */
const bootstrapLabel = 'kubernetes.io/bootstrapping';

/**
 * Why RBAC does not allow a request, from what is there: a binding that names somebody else or is
 * in another namespace, a role that does not exist or lacks the verb. RBAC has no refusals to
 * point at, so these are the near misses.
 */
export function explainDenial(
  subject: AccessSubject,
  request: AccessRequest,
  snapshot: RbacSnapshot,
): Evidence[] {
  const user = toUser(subject);
  const namespace = 'path' in request ? '' : request.namespace;
  const isOwn = ({ metadata }: RoleBinding) => metadata.labels?.[bootstrapLabel] === undefined;
  const effective = [
    ...snapshot.listClusterRoleBindings(),
    ...snapshot.listRoleBindings(namespace),
  ].filter((binding) => isOwn(binding) && names(binding, user));
  if (effective.length > 0) {
    return effective.map((binding) => explainBinding(binding, request, snapshot));
  }
  const elsewhere = snapshot.roleBindings.filter((binding) => names(binding, user));
  const others = [...snapshot.clusterRoleBindings, ...snapshot.roleBindings].filter(isOwn);
  const misses = [
    ...elsewhere.map((binding) => ({
      object: describeObject(binding),
      fieldPath: 'metadata.namespace',
      message: `counts in namespace ${binding.metadata.namespace} only, not ${describeNamespace(namespace)}`,
    })),
    ...others.flatMap((binding) => similarSubject(binding, subject)),
  ];
  if (misses.length > 0) return misses;
  const kinds = namespace === '' ? 'ClusterRoleBinding' : `RoleBinding in namespace ${namespace}`;
  const who = bindingSubject(subject);
  return [{ object: kinds, message: `none names the ${who.kind} ${who.name}` }];
}

function names(binding: RoleBinding, user: User): boolean {
  const namespace = binding.metadata.namespace ?? '';
  return (binding.subjects ?? []).some((each) => subjectMatches(each, user, namespace));
}

function explainBinding(
  binding: RoleBinding,
  request: AccessRequest,
  snapshot: RbacSnapshot,
): Evidence {
  const object = describeObject(binding);
  const { kind, name } = binding.roleRef;
  const role = snapshot.roleOf(binding);
  if (role === undefined) {
    return {
      object,
      fieldPath: 'roleRef',
      message: `refers to the ${kind} ${name}, which does not exist`,
    };
  }
  const rules = role.rules ?? [];
  if (rules.length === 0)
    return { object: describeObject(role), fieldPath: 'rules', message: 'has no rules' };
  const near = rules.findIndex((rule) => allowsSomeVerb(rule, request));
  if (near >= 0) {
    const { verbs = [] } = rules[near] ?? {};
    return {
      object: describeObject(role),
      fieldPath: `rules[${near}].verbs`,
      message: `allows ${verbs.join(', ')}, but not ${request.verb}`,
    };
  }
  return {
    object: describeObject(role),
    fieldPath: 'rules',
    message: `allows only: ${rules.slice(0, 3).map(describeRule).join('; ')}`,
  };
}

function allowsSomeVerb(rule: PolicyRule, request: AccessRequest): boolean {
  return ruleAllows(toAttributes(request), { ...rule, verbs: ['*'] });
}

/** A subject that looks like the one meant: another kind, other letters, another namespace. */
function similarSubject(binding: RoleBinding, subject: AccessSubject): Evidence[] {
  const wanted = bindingSubject(subject);
  return (binding.subjects ?? []).flatMap((each, index) => {
    if (each.name.toLowerCase() !== wanted.name.toLowerCase()) return [];
    const actual = `${each.kind} ${each.namespace === undefined ? '' : `${each.namespace}/`}${each.name}`;
    return [
      {
        object: describeObject(binding),
        fieldPath: `subjects[${index}]`,
        message: `names the ${actual}, not ${describeSubject(subject)}`,
      },
    ];
  });
}
