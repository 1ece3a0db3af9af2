import type { KubeObject } from '@drillyard/kube-objects';
import { badRequest, unknownError } from '../../status-error.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import { type DeleteOptions, deleteObject } from '../generic/delete-object.js';
import { orderObject } from '../generic/order-object.js';
import type { ResourceStore } from '../generic/resource-store.js';
import type { Draft, RequestContext, SubresourceAction } from '../resource-strategy.js';
import {
  afterDisruption,
  allowsUnhealthy,
  disruptionBudgets,
  disruptionBudgetsOf,
} from './disruption-budget.js';
import { successStatus } from './pod-binding.js';

/** pods/eviction: a deletion that asks the pod's disruption budget first (`kubectl drain`). */
export function podEviction(podStore: () => ResourceStore): SubresourceAction {
  return {
    group: '',
    resource: 'pods',
    subresource: 'eviction',
    async create(pod, draft, context) {
      const { name = '' } = pod.metadata;
      if (draft['metadata']?.name !== name) {
        throw badRequest('name in URL does not match name in Eviction object');
      }
      const { dryRun: asked = [], ...sent }: Draft = draft['deleteOptions'] ?? {};
      const dryRun = context.dryRun || asked.length > 0;
      const store = podStore();
      if (!canIgnoreBudgets(pod)) takeDisruption(store, pod, { ...context, dryRun });
      // A precondition is about the pod as the client saw it: it is left as it is.
      if (!dryRun && sent['preconditions'] === undefined)
        markDisrupted(store, pod, secondsIso(context.now()));
      await deleteObject(store, name, sent as DeleteOptions, { ...context, dryRun });
      return { ...successStatus };
    },
  };
}

/** A pod that does not run, or is on its way out, disrupts nothing. */
function canIgnoreBudgets({ metadata, status }: KubeObject): boolean {
  const { phase } = (status ?? {}) as Draft;
  const idle = ['Succeeded', 'Failed', 'Pending'].includes(phase);
  return idle || metadata.deletionTimestamp !== undefined;
}

function takeDisruption(store: ResourceStore, pod: KubeObject, context: RequestContext): void {
  const budgets = disruptionBudgetsOf(context.reader, pod);
  const [budget] = budgets;
  if (budgets.length > 1) {
    throw unknownError(
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  if (budget === undefined || (!isReady(pod) && allowsUnhealthy(budget))) return;
  const next = afterDisruption(budget, pod.metadata.name ?? '', secondsIso(context.now()));
  if (context.dryRun) return;
  const { name = '' } = budget.metadata;
  store.writing(name, () =>
    store.storage.update(disruptionBudgets, orderObject({ ...next }), budget),
  );
}

function isReady({ status }: KubeObject): boolean {
  const { conditions = [] } = (status ?? {}) as Draft;
  return conditions.some((c: Draft) => c['type'] === 'Ready' && c['status'] === 'True');
}

/** Seen where the pod takes its time to go. */
function markDisrupted(store: ResourceStore, pod: KubeObject, now: string): void {
  const status = (pod['status'] ?? {}) as Draft;
  const type = 'DisruptionTarget';
  const conditions: Draft[] = (status['conditions'] ?? []).filter((c: Draft) => c['type'] !== type);
  conditions.push({
    type,
    status: 'True',
    lastTransitionTime: now,
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  });
  const marked = orderObject({ ...pod, status: { ...status, conditions } });
  store.writing(pod.metadata.name ?? '', () => store.storage.update(store.stored, marked, pod));
}
