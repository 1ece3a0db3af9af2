import { goQuote } from '@drillyard/rbac';
import type { Control, Forbidden } from '../control.js';
import { containersOf, type Pod, type Profile } from '../pod.js';
import { namesWhere, plural, quoted, setters, sortedSet } from '../wording.js';

/**
 * Baseline, "AppArmor": nobody turns the node's default profile off. Where a profile is named, by the
 * pod, a container or the older annotation, it is the runtime's default or one of the node's own.
 */
export const appArmorProfile: Control = {
  id: 'appArmorProfile',
  level: 'baseline',
  versions: [{ since: 0, check }],
};

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';

function check(pod: Pod): Forbidden | undefined {
  const ofPod = pod.spec?.securityContext?.appArmorProfile;
  const names = namesWhere(pod, (c) => isForbidden(c.securityContext?.appArmorProfile));
  const annotations = Object.entries(pod.metadata?.annotations ?? {})
    .filter(([key, value]) => key.startsWith(annotationPrefix) && !isAllowedAnnotation(value))
    .map(([key, value]) => `${key}=${goQuote(value)}`)
    .sort();
  const types = [ofPod, ...containersOf(pod).map((c) => c.securityContext?.appArmorProfile)]
    .filter(isForbidden)
    .map((profile) => profile?.type ?? '');
  const values = [...sortedSet(types), ...annotations];
  if (values.length === 0) return undefined;
  const who = [
    ...setters(isForbidden(ofPod), names),
    ...(annotations.length > 0 ? [plural('annotation', annotations.length)] : []),
  ];
  return {
    reason: plural('forbidden AppArmor profile', values.length),
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
  };
}

function isForbidden(profile: Profile | undefined): boolean {
  return profile ? !['RuntimeDefault', 'Localhost'].includes(profile.type ?? '') : false;
}

function isAllowedAnnotation(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}
