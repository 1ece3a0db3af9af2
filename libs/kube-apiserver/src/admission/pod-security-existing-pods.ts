import type { KubeObject } from '@drillyard/kube-objects';
import {
  forbiddenReason,
  formatLevelVersion,
  type LevelVersion,
  type Pod,
  violations,
} from '@drillyard/pod-security';
import { goQuote } from '@drillyard/rbac';

/** Upstream's: a large namespace is judged by the first of its pods, and the answer says so. */
const podsMax = 3_000;
/** Upstream's: whoever labels a namespace waits no longer for the warnings. */
const timeoutMs = 1_000;

export interface ExistingPodsOptions {
  readonly isExempt: (pod: Pod) => boolean;
  readonly now: () => Date;
}

/**
 * What to warn of when a namespace comes to enforce a level its pods do not meet: they stay, but
 * none of them could be created again. Pods with the same mistakes make one line.
 */
export function existingPodWarnings(
  namespace: string,
  pods: Iterable<KubeObject>,
  enforce: LevelVersion,
  { isExempt, now }: ExistingPodsOptions,
): string[] {
  const all = oneOfEachControllerFirst([...pods].filter((pod) => !isExempt(pod)));
  const deadlineMs = now().getTime() + timeoutMs;
  const namesByReason = new Map<string, string[]>();
  let checked = 0;
  for (const pod of all.slice(0, podsMax)) {
    const reason = forbiddenReason(violations(pod, enforce));
    if (reason !== '') {
      const names = namesByReason.get(reason) ?? [];
      names.push(pod.metadata.name ?? '');
      namesByReason.set(reason, names);
    }
    checked += 1;
    if (now().getTime() > deadlineMs) break;
  }
  return [
    ...(checked < all.length
      ? [
          `new PodSecurity enforce level only checked against the first ${checked} of ${all.length} existing pods`,
        ]
      : []),
    ...(namesByReason.size > 0
      ? [
          `existing pods in namespace ${goQuote(namespace)} violate the new PodSecurity enforce level ${goQuote(formatLevelVersion(enforce))}`,
        ]
      : []),
    ...[...namesByReason].map(([reason, names]) => `${who(names)}: ${reason}`).sort(),
  ];
}

/** Pods of one controller are alike: the others of them wait until all else is checked. */
function oneOfEachControllerFirst(pods: readonly KubeObject[]): KubeObject[] {
  const seen = new Set<string>();
  const [first, others]: [KubeObject[], KubeObject[]] = [[], []];
  for (const pod of pods) {
    const controller = pod.metadata.ownerReferences?.find((owner) => owner.controller === true);
    if (controller !== undefined && seen.has(controller.uid)) others.push(pod);
    else first.push(pod);
    if (controller !== undefined) seen.add(controller.uid);
  }
  return [...first, ...others];
}

function who(names: readonly string[]): string {
  const [first = ''] = [...names].sort();
  if (names.length === 1) return first;
  const others = names.length === 2 ? '1 other pod' : `${names.length - 1} other pods`;
  return `${first} (and ${others})`;
}
