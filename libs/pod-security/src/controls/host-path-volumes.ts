import type { Control, Forbidden } from '../control.js';
import type { Pod } from '../pod.js';
import { named } from '../wording.js';

/** Baseline, "HostPath Volumes": no pod mounts folders of its node. */
export const hostPathVolumes: Control = {
  id: 'hostPathVolumes',
  level: 'baseline',
  versions: [{ since: 0, check }],
};

function check({ spec }: Pod): Forbidden | undefined {
  const names = (spec?.volumes ?? [])
    .filter((volume) => volume['hostPath'])
    .map(({ name = '' }) => name);
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: named('volume', names) };
}
