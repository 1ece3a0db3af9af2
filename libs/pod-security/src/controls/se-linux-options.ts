import type { Control, Forbidden } from '../control.js';
import { containersOf, type Pod, type SeLinuxOptions } from '../pod.js';
import { named, namesWhere, setters, sortedSet } from '../wording.js';

/**
 * Baseline, "SELinux": the type is one made for containers, user and role are the runtime's. From
 * v1.31 on the type for running a container engine inside of one is among them.
 */
export const seLinuxOptions: Control = {
  id: 'seLinuxOptions',
  level: 'baseline',
  versions: [
    { since: 0, check: (pod) => check(pod, typesBefore31) },
    { since: 31, check: (pod) => check(pod, [...typesBefore31, 'container_engine_t']) },
  ],
};

const typesBefore31 = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

function check(pod: Pod, types: readonly string[]): Forbidden | undefined {
  const isForbidden = (options: SeLinuxOptions | undefined) =>
    Boolean(options && (!types.includes(options.type ?? '') || options.user || options.role));
  const ofPod = pod.spec?.securityContext?.seLinuxOptions;
  const names = namesWhere(pod, (c) => isForbidden(c.securityContext?.seLinuxOptions));
  const who = setters(isForbidden(ofPod), names);
  if (who.length === 0) return undefined;
  const all = [ofPod, ...containersOf(pod).map((c) => c.securityContext?.seLinuxOptions)];
  const badTypes = sortedSet(all.map((o) => o?.type ?? '').filter((type) => !types.includes(type)));
  const what = [
    ...(badTypes.length > 0 ? [named('type', badTypes)] : []),
    ...(all.some((options) => options?.user) ? ['user may not be set'] : []),
    ...(all.some((options) => options?.role) ? ['role may not be set'] : []),
  ];
  return {
    reason: 'seLinuxOptions',
    detail: `${who.join(' and ')} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`,
  };
}
