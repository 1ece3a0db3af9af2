import { type KubeObject, matchesLabels, parseLabelSelector } from '@drillyard/kube-objects';
import { labelSelectorText } from '../../printers/cells.js';
import { forbidden, StatusError } from '../../status-error.js';
import type { ObjectReader } from '../../storage/object-reader.js';
import type { Draft } from '../resource-strategy.js';

export const disruptionBudgets = { group: 'policy', resource: 'poddisruptionbudgets' };

/** Evictions the disruption controller has not seen yet (upstream `MaxDisruptedPodSize`). */
const disruptedPodsMax = 2_000;
const violation = "Cannot evict pod as it would violate the pod's disruption budget.";
const processingRetrySeconds = 10;

/** The budgets that count a pod. */
export function disruptionBudgetsOf(reader: ObjectReader, pod: KubeObject): KubeObject[] {
  return [...reader.list(disruptionBudgets, pod.metadata.namespace ?? '')].filter((budget) => {
    const { selector } = (budget['spec'] ?? {}) as Draft;
    if (selector === undefined) return false;
    return matchesLabels(parseLabelSelector(labelSelectorText(selector)), pod.metadata.labels);
  });
}

/** Whether a pod that is not ready may go whatever the budget has left. */
export function allowsUnhealthy({ spec, status }: KubeObject): boolean {
  const { unhealthyPodEvictionPolicy } = (spec ?? {}) as Draft;
  const { currentHealthy = 0, desiredHealthy = 0 } = (status ?? {}) as Draft;
  if (unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

/** The budget with one disruption less; throws 403 or 429 where none is left. */
export function afterDisruption(budget: KubeObject, podName: string, now: string): KubeObject {
  const { name = '', generation = 0 } = budget.metadata;
  const status = (budget['status'] ?? {}) as Draft;
  const { observedGeneration = 0, disruptionsAllowed = 0, disruptedPods = {} } = status;
  if (observedGeneration < generation) {
    const message = `The disruption budget ${name} is still being processed by the server.`;
    throw tooManyDisruptions(message, processingRetrySeconds);
  }
  const refuse = (why: string) =>
    forbidden({ group: 'policy', resource: 'poddisruptionbudget' }, name, why);
  if (disruptionsAllowed < 0) throw refuse('pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods).length > disruptedPodsMax) {
    throw refuse('DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  }
  if (disruptionsAllowed === 0) {
    throw tooManyDisruptions(`The disruption budget ${name} ${whyNone(status)}`, 0);
  }
  const next = {
    ...status,
    disruptionsAllowed: disruptionsAllowed - 1,
    disruptedPods: { ...disruptedPods, [podName]: now },
  };
  return { ...budget, status: next };
}

function whyNone({ desiredHealthy = 0, currentHealthy = 0, conditions = [] }: Draft): string {
  const refusal = conditions.find(
    ({ type, status, message }: Draft) =>
      type === 'DisruptionAllowed' && status === 'False' && message,
  );
  const none = 'does not allow evicting pods currently';
  if (refusal?.reason === 'SyncFailed') {
    return `${none} because it failed sync: ${refusal.message}`;
  }
  if (currentHealthy <= desiredHealthy) {
    return `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  return refusal === undefined ? none : `${none} (${refusal.reason}): ${refusal.message}`;
}

function tooManyDisruptions(message: string, retryAfterSeconds: number): StatusError {
  const causes = [{ reason: 'DisruptionBudget', message }];
  const details = { causes, ...(retryAfterSeconds === 0 ? {} : { retryAfterSeconds }) };
  const headers: Record<string, string> =
    retryAfterSeconds === 0 ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return new StatusError(429, 'TooManyRequests', violation, details, headers);
}
