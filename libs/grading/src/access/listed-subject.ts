import type { BindableSubject } from '@drillyard/lab-spec';
import { type RoleBinding, type Subject, serviceAccountGroups } from '@drillyard/rbac';
import { toUser } from './access-subject.js';

const authenticated = 'system:authenticated';
const unauthenticated = 'system:unauthenticated';
const serviceAccountUser = /^system:serviceaccount:(?<namespace>[^:]+):(?<name>[^:]+)$/;

/** Whom a subject of a binding means; a service account is one however it is spelled. */
export function toBindable({ kind, name, namespace }: Subject, binding: RoleBinding) {
  if (kind === 'Group') return { group: name };
  if (kind === 'ServiceAccount') {
    return { serviceAccount: { namespace: namespace || (binding.metadata.namespace ?? ''), name } };
  }
  return canonical({ user: name });
}

/**
 * Whether nobody is meant by `subject` who is not by `listed`: it is the same, or a group all of
 * its holders are in. Who is in any other group is known to certificates and tokens alone, so
 * naming a group does not name the users in it, nor does naming all accounts of a namespace name
 * one of them.
 */
export function isListed(listed: BindableSubject, subject: BindableSubject): boolean {
  if (listed.group !== undefined) return groupsAround(subject).includes(listed.group);
  return subject.group === undefined && toUser(listed).name === toUser(subject).name;
}

/** The groups that everybody is in whom the subject means. */
function groupsAround(subject: BindableSubject): readonly string[] {
  const { user, group = '', serviceAccount } = canonical(subject);
  if (serviceAccount !== undefined) {
    return [...serviceAccountGroups(serviceAccount.namespace), authenticated];
  }
  if (user !== undefined) return [user === 'system:anonymous' ? unauthenticated : authenticated];
  if (group === unauthenticated) return [group];
  const wider = group.startsWith('system:serviceaccounts:') ? ['system:serviceaccounts'] : [];
  return [group, ...wider, authenticated];
}

function canonical(subject: BindableSubject): BindableSubject {
  const { namespace, name } = serviceAccountUser.exec(subject.user ?? '')?.groups ?? {};
  return namespace === undefined || name === undefined
    ? subject
    : { serviceAccount: { namespace, name } };
}
