import { goQuote } from '@drillyard/rbac';
import type { Control, Forbidden } from '../control.js';
import { containersOf, type Pod, type Profile } from '../pod.js';
import { namesWhere, plural, quoted, setters, sortedSet } from '../wording.js';

/**
 * Baseline, "Seccomp": nobody turns the filter of system calls off by name. Up to v1.18 that is said
 * in annotations, since then in fields of pods and containers.
 */
export const seccompProfileBaseline: Control = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  versions: [
    { since: 0, check: forbiddenAnnotations },
    { since: 19, check: forbiddenProfiles },
  ],
};

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod';
const containerAnnotationPrefix = 'container.seccomp.security.alpha.kubernetes.io/';

function forbiddenAnnotations(pod: Pod): Forbidden | undefined {
  const annotations = pod.metadata?.annotations ?? {};
  const ofContainers = containersOf(pod).map(({ name = '' }) => containerAnnotationPrefix + name);
  const forbidden = [podAnnotation, ...ofContainers].flatMap((key) => {
    const value = annotations[key];
    return value === undefined || isAllowedAnnotation(value) ? [] : [`${key}=${goQuote(value)}`];
  });
  if (forbidden.length === 0) return undefined;
  const all = sortedSet(forbidden);
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', all.length)} ${all.join(', ')}`,
  };
}

function isAllowedAnnotation(value: string): boolean {
  return (
    value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')
  );
}

/** Profiles other than the runtime's default and the node's own. */
export function forbiddenProfiles(pod: Pod): Forbidden | undefined {
  const ofPod = pod.spec?.securityContext?.seccompProfile;
  const names = namesWhere(pod, (c) => isForbiddenProfile(c.securityContext?.seccompProfile));
  const who = setters(isForbiddenProfile(ofPod), names);
  if (who.length === 0) return undefined;
  const types = [ofPod, ...containersOf(pod).map((c) => c.securityContext?.seccompProfile)]
    .filter(isForbiddenProfile)
    .map((profile) => profile?.type ?? '');
  return {
    reason: 'seccompProfile',
    detail: `${who.join(' and ')} must not set securityContext.seccompProfile.type to ${quoted(sortedSet(types))}`,
  };
}

function isForbiddenProfile(profile: Profile | undefined): boolean {
  return profile ? !['RuntimeDefault', 'Localhost'].includes(profile.type ?? '') : false;
}
