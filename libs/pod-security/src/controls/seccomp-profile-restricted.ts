import type { Control, Forbidden } from '../control.js';
import { isWindowsPod, type Pod } from '../pod.js';
import { named, namesWhere } from '../wording.js';
import { forbiddenProfiles, seccompProfileBaseline } from './seccomp-profile-baseline.js';

const overrides = [seccompProfileBaseline.id];

/**
 * Restricted, "Seccomp": every container has a filter of system calls and says so, for itself or
 * through its pod: the runtime's default or one of the node's own. From v1.25 on pods for Windows
 * are left alone.
 */
export const seccompProfileRestricted: Control = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  versions: [
    { since: 19, check, overrides },
    { since: 25, check: (pod) => (isWindowsPod(pod) ? undefined : check(pod)), overrides },
  ],
};

function check(pod: Pod): Forbidden | undefined {
  const forbidden = forbiddenProfiles(pod);
  if (forbidden !== undefined) return forbidden;
  if (pod.spec?.securityContext?.seccompProfile) return undefined;
  const silent = namesWhere(pod, (container) => !container.securityContext?.seccompProfile);
  if (silent.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${named('container', silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
}
