import type { Control, Forbidden } from '../control.js';
import { type Container, containersOf, isWindowsPod, type Pod } from '../pod.js';
import { named, namesWhere, quoted, sortedSet } from '../wording.js';
import { capabilitiesBaseline } from './capabilities-baseline.js';

const overrides = [capabilitiesBaseline.id];

/**
 * Restricted, "Capabilities": each container drops ALL of them and adds back at most
 * NET_BIND_SERVICE, for ports below 1024. From v1.25 on pods for Windows are left alone.
 */
export const capabilitiesRestricted: Control = {
  id: 'capabilities_restricted',
  level: 'restricted',
  versions: [
    { since: 22, check, overrides },
    { since: 25, check: (pod) => (isWindowsPod(pod) ? undefined : check(pod)), overrides },
  ],
};

function check(pod: Pod): Forbidden | undefined {
  const keeping = namesWhere(pod, (container) => !dropsAll(container));
  const adding = namesWhere(pod, (container) => forbiddenOf(container).length > 0);
  const details: string[] = [];
  if (keeping.length > 0) {
    details.push(
      `${named('container', keeping)} must set securityContext.capabilities.drop=["ALL"]`,
    );
  }
  if (adding.length > 0) {
    const forbidden = sortedSet(containersOf(pod).flatMap(forbiddenOf));
    details.push(
      `${named('container', adding)} must not include ${quoted(forbidden)} in securityContext.capabilities.add`,
    );
  }
  if (details.length === 0) return undefined;
  return { reason: 'unrestricted capabilities', detail: details.join('; ') };
}

function dropsAll({ securityContext }: Container): boolean {
  return (securityContext?.capabilities?.drop ?? []).includes('ALL');
}

function forbiddenOf({ securityContext }: Container): string[] {
  const added = securityContext?.capabilities?.add ?? [];
  return added.filter((name) => name !== 'NET_BIND_SERVICE');
}
