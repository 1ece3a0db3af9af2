import type { Control, Forbidden } from '../control.js';
import { type Container, containersOf, hasUserNamespace, type Pod } from '../pod.js';
import { named, namesWhere, quoted, sortedSet } from '../wording.js';

/**
 * Baseline, "/proc Mount Type": the parts of /proc a runtime hides stay hidden. From v1.35 on a pod
 * in a user namespace (`hostUsers: false`) may see them.
 */
export const procMount: Control = {
  id: 'procMount',
  level: 'baseline',
  versions: [
    { since: 0, check: unmaskedProc },
    { since: 35, check: (pod) => (hasUserNamespace(pod) ? undefined : unmaskedProc(pod)) },
  ],
};

/** The same without regard to user namespaces. */
export function unmaskedProc(pod: Pod): Forbidden | undefined {
  const names = namesWhere(pod, (container) => forbiddenOf(container).length > 0);
  if (names.length === 0) return undefined;
  const types = sortedSet(containersOf(pod).flatMap(forbiddenOf));
  return {
    reason: 'procMount',
    detail: `${named('container', names)} must not set securityContext.procMount to ${quoted(types)}`,
  };
}

function forbiddenOf({ securityContext }: Container): string[] {
  const type = securityContext?.procMount ?? 'Default';
  return type === 'Default' ? [] : [type];
}
