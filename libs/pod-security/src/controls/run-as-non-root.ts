import type { Control, Forbidden } from '../control.js';
import { hasUserNamespace, type Pod } from '../pod.js';
import { named, namesWhere, setters } from '../wording.js';

/**
 * Restricted, "Running as Non-root": the kubelet is told to start no container as root; by the pod,
 * or by each container for itself. From v1.35 on not in a user namespace (`hostUsers: false`), whose
 * root is nobody on the node.
 */
export const runAsNonRoot: Control = {
  id: 'runAsNonRoot',
  level: 'restricted',
  versions: [
    { since: 0, check },
    { since: 35, check: (pod) => (hasUserNamespace(pod) ? undefined : check(pod)) },
  ],
};

const reason = 'runAsNonRoot != true';

function check(pod: Pod): Forbidden | undefined {
  const ofPod = pod.spec?.securityContext?.runAsNonRoot;
  const refusing = namesWhere(pod, (c) => c.securityContext?.runAsNonRoot === false);
  const who = setters(ofPod === false, refusing);
  if (who.length > 0) {
    const detail = `${who.join(' and ')} must not set securityContext.runAsNonRoot=false`;
    return { reason, detail };
  }
  const silent = namesWhere(pod, (c) => (c.securityContext?.runAsNonRoot ?? ofPod) !== true);
  if (silent.length === 0) return undefined;
  return {
    reason,
    detail: `pod or ${named('container', silent)} must set securityContext.runAsNonRoot=true`,
  };
}
