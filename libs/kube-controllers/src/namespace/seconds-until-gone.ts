import type { NamespacedObjects } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { Pod } from '../api/core.js';
import { isPods } from './empty-namespace.js';

/** What finalizers are given to do their work. */
const finalizerSeconds = 15;

/** Upstream's guess how long what remains of a namespace takes to go; 0 where nothing says so. */
export function secondsUntilGone(
  remaining: readonly NamespacedObjects[],
  { metadata }: KubeObject,
  now: Date,
): number {
  const passed = (now.getTime() - Date.parse(metadata.deletionTimestamp ?? '')) / 1_000;
  const estimates = remaining.map((each) => {
    const grace = isPods(each) ? gracePeriod(each.objects as readonly Pod[]) : 0;
    if (grace > passed) return grace;
    const isHeld = each.objects.some((object) => (object.metadata.finalizers?.length ?? 0) > 0);
    return isHeld ? finalizerSeconds : 0;
  });
  return Math.max(0, ...estimates);
}

/** The longest of pods that still run. */
function gracePeriod(pods: readonly Pod[]): number {
  const periods = pods
    .filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed')
    .map(({ spec }) => Number(spec['terminationGracePeriodSeconds'] ?? 0));
  return Math.max(0, ...periods);
}
