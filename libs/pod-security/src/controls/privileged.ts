import type { Control, Forbidden } from '../control.js';
import type { Pod } from '../pod.js';
import { named, namesWhere } from '../wording.js';

/** Baseline, "Privileged Containers": they can do to the node whatever root on it can. */
export const privilegedContainers: Control = {
  id: 'privileged',
  level: 'baseline',
  versions: [{ since: 0, check }],
};

function check(pod: Pod): Forbidden | undefined {
  const names = namesWhere(pod, (container) => container.securityContext?.privileged === true);
  if (names.length === 0) return undefined;
  return {
    reason: 'privileged',
    detail: `${named('container', names)} must not set securityContext.privileged=true`,
  };
}
