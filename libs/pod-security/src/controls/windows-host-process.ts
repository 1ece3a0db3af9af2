import type { Control, Forbidden } from '../control.js';
import type { Pod } from '../pod.js';
import { namesWhere, setters } from '../wording.js';

/** Baseline, "HostProcess": Windows containers that run on the node itself are no containers. */
export const windowsHostProcess: Control = {
  id: 'windowsHostProcess',
  level: 'baseline',
  versions: [{ since: 0, check }],
};

function check(pod: Pod): Forbidden | undefined {
  const names = namesWhere(pod, (c) => c.securityContext?.windowsOptions?.hostProcess === true);
  const who = setters(pod.spec?.securityContext?.windowsOptions?.hostProcess === true, names);
  if (who.length === 0) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${who.join(' and ')} must not set securityContext.windowsOptions.hostProcess=true`,
  };
}
