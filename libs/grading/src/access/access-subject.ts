import type { AccessSubject } from '@drillyard/lab-spec';
import { serviceAccountGroups, serviceAccountUserName, type User } from '@drillyard/rbac';

/** Everybody who has proved who they are is in this group. */
const authenticated = 'system:authenticated';

/** The user an authorizer would see, with the groups authentication adds. */
export function toUser({ user = '', groups = [], group, serviceAccount }: AccessSubject): User {
  if (serviceAccount !== undefined) {
    const { namespace, name } = serviceAccount;
    return {
      name: serviceAccountUserName(namespace, name),
      groups: [...serviceAccountGroups(namespace), ...groups, authenticated],
    };
  }
  return {
    name: user,
    groups: [...(group === undefined ? [] : [group]), ...groups, authenticated],
  };
}

/** `the user jane`, `the group devs`, `the service account ci/deployer`. */
export function describeSubject({ user, group, serviceAccount }: AccessSubject): string {
  if (serviceAccount !== undefined) {
    return `the service account ${serviceAccount.namespace}/${serviceAccount.name}`;
  }
  return user === undefined ? `the group ${group}` : `the user ${user}`;
}

/** The subject a binding must name: kind and name. */
export function bindingSubject(subject: AccessSubject): { kind: string; name: string } {
  if (subject.serviceAccount !== undefined) {
    return { kind: 'ServiceAccount', name: subject.serviceAccount.name };
  }
  return subject.user === undefined
    ? { kind: 'Group', name: subject.group ?? '' }
    : { kind: 'User', name: subject.user };
}
