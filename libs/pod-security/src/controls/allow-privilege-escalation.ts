import type { Control, Forbidden } from '../control.js';
import { isWindowsPod, type Pod } from '../pod.js';
import { named, namesWhere } from '../wording.js';

/**
 * Restricted, "Privilege Escalation": no process may gain more rights than its parent has, as by a
 * set-user-ID file. Each container says so: `securityContext.allowPrivilegeEscalation: false`.
 * Windows knows no such thing, so from v1.25 on its pods need not say it.
 */
export const allowPrivilegeEscalation: Control = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  versions: [
    { since: 8, check },
    { since: 25, check: (pod) => (isWindowsPod(pod) ? undefined : check(pod)) },
  ],
};

function check(pod: Pod): Forbidden | undefined {
  const names = namesWhere(pod, (c) => c.securityContext?.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${named('container', names)} must set securityContext.allowPrivilegeEscalation=false`,
  };
}
