import type { Control, Forbidden } from '../control.js';
import { type Container, containersOf, type Pod } from '../pod.js';
import { named, namesWhere, quoted, sortedSet } from '../wording.js';

/**
 * Baseline, "Capabilities": containers add no capabilities but those a container runtime gives
 * anyway, less NET_RAW, with which one can forge packets.
 */
export const capabilitiesBaseline: Control = {
  id: 'capabilities_baseline',
  level: 'baseline',
  versions: [{ since: 0, check }],
};

const allowed = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

function check(pod: Pod): Forbidden | undefined {
  const names = namesWhere(pod, (container) => forbiddenOf(container).length > 0);
  if (names.length === 0) return undefined;
  const forbidden = sortedSet(containersOf(pod).flatMap(forbiddenOf));
  return {
    reason: 'non-default capabilities',
    detail: `${named('container', names)} must not include ${quoted(forbidden)} in securityContext.capabilities.add`,
  };
}

function forbiddenOf({ securityContext }: Container): string[] {
  return (securityContext?.capabilities?.add ?? []).filter((name) => !allowed.has(name));
}
