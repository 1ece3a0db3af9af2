import type { Control, Forbidden } from '../control.js';
import { hasUserNamespace, type Pod } from '../pod.js';
import { namesWhere, setters } from '../wording.js';

/**
 * Restricted, "Running as Non-root user": neither pod nor container asks for user 0. From v1.35 on
 * one in a user namespace (`hostUsers: false`) may.
 */
export const runAsUser: Control = {
  id: 'runAsUser',
  level: 'restricted',
  versions: [
    { since: 23, check },
    { since: 35, check: (pod) => (hasUserNamespace(pod) ? undefined : check(pod)) },
  ],
};

function check(pod: Pod): Forbidden | undefined {
  const names = namesWhere(pod, (container) => container.securityContext?.runAsUser === 0);
  const who = setters(pod.spec?.securityContext?.runAsUser === 0, names);
  if (who.length === 0) return undefined;
  return { reason: 'runAsUser=0', detail: `${who.join(' and ')} must not set runAsUser=0` };
}
