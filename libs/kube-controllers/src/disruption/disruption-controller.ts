import { isDeepStrictEqual } from 'node:util';
import { keyOf, splitKey, timestamp } from '@drillyard/cluster';
import { type Deployment, deployments, type ReplicaSet, replicaSets } from '../api/apps.js';
import { type Pod, pods } from '../api/core.js';
import {
  type PodDisruptionBudget,
  type PodDisruptionBudgetStatus,
  podDisruptionBudgets,
} from '../api/policy.js';
import { statefulSets } from '../api/stateful-sets.js';
import { messageOf } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { controllerOf } from '../controller-ref.js';
import { scaledValue } from '../int-or-percent.js';
import { isPodReady, isPodTerminal } from '../pod-status.js';
import { replicationControllerKind } from '../replication/replication-controller.js';
import { selects } from '../selector.js';

/** An eviction whose pod is still there then did not happen (`DeletionTimeout`). */
const deletionTimeoutMs = 2 * 60_000;

/** Says how many pods each budget has left to lose (pkg/controller/disruption). */
export function startDisruptionController(context: ControllerContext): Running {
  const { client, clock } = context;
  const budgets = client.informer(podDisruptionBudgets);
  const podInformer = client.informer(pods);
  const recorder = context.recorder('controllermanager');
  const expectedScale = scaleFinder(context);
  return startSync(
    context,
    async (key, queue) => {
      const { namespace, name } = splitKey(key);
      const budget = budgets.get(namespace, name);
      if (budget === undefined) return;
      const matching = [...podInformer.list(namespace)].filter((pod) => isCounted(budget, pod));
      if (matching.length === 0) {
        recorder.event(budget, 'Normal', 'NoPods', 'No matching pods found');
      }
      const now = clock.now();
      try {
        const { expected, desired } = await expectedOf(budget, matching, expectedScale);
        const disrupted = disruptedPods(budget, matching, now);
        const healthy = matching.filter(
          (pod) =>
            pod.metadata.deletionTimestamp === undefined &&
            disrupted[pod.metadata.name ?? ''] === undefined &&
            isPodReady(pod),
        ).length;
        await update({ expected, desired, healthy, disrupted }, budget, now);
        if (Object.keys(disrupted).length > 0) queue.addAfter(key, deletionTimeoutMs);
      } catch (error) {
        const why = `Failed to calculate the number of expected pods: ${messageOf(error)}`;
        recorder.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', why);
        throw error;
      }
    },
    (queue) => [
      budgets.subscribe(({ type, object }) => {
        if (type !== 'DELETED') queue.add(keyOf(object));
      }),
      podInformer.subscribe((event) => {
        const seen = event.type === 'MODIFIED' ? [event.object, event.previous] : [event.object];
        for (const budget of budgets.list(event.object.metadata.namespace)) {
          if (seen.some((pod) => matches(budget, pod))) queue.add(keyOf(budget));
        }
      }),
    ],
  );

  async function update(counts: Counts, budget: PodDisruptionBudget, now: Date): Promise<void> {
    const status = statusOf(counts, budget, now);
    if (isDeepStrictEqual(budget.status, status)) return;
    await client.update(podDisruptionBudgets, { ...budget, status }, 'status');
  }
}

interface Counts {
  readonly expected: number;
  readonly desired: number;
  readonly healthy: number;
  readonly disrupted: Readonly<Record<string, string>>;
}

function statusOf(
  { expected, desired, healthy, disrupted }: Counts,
  { metadata, status: before }: PodDisruptionBudget,
  now: Date,
): PodDisruptionBudgetStatus {
  const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
  const state = allowed > 0 ? 'True' : 'False';
  const current = before?.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  const since = current?.status === state ? current.lastTransitionTime : undefined;
  const condition = {
    type: 'DisruptionAllowed',
    status: state,
    observedGeneration: metadata.generation ?? 0,
    lastTransitionTime: since ?? timestamp(now),
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
  };
  return {
    observedGeneration: metadata.generation ?? 0,
    ...(Object.keys(disrupted).length === 0 ? {} : { disruptedPods: disrupted }),
    disruptionsAllowed: allowed,
    currentHealthy: healthy,
    desiredHealthy: desired,
    expectedPods: expected,
    conditions: [condition],
  };
}

function matches({ spec }: PodDisruptionBudget, pod: Pod): boolean {
  return selects(spec.selector, pod.metadata.labels);
}

function isCounted(budget: PodDisruptionBudget, pod: Pod): boolean {
  return matches(budget, pod) && !isPodTerminal(pod);
}

/** How many pods there should be, and how many of them have to be healthy. */
async function expectedOf(
  { spec }: PodDisruptionBudget,
  matching: readonly Pod[],
  expectedScale: (matching: readonly Pod[]) => number,
): Promise<{ expected: number; desired: number }> {
  const { maxUnavailable, minAvailable } = spec;
  if (maxUnavailable !== undefined) {
    const expected = expectedScale(matching);
    return {
      expected,
      desired: Math.max(0, expected - scaledValue(maxUnavailable, expected, true)),
    };
  }
  if (typeof minAvailable === 'number') {
    return { expected: matching.length, desired: minAvailable };
  }
  const expected = minAvailable === undefined ? 0 : expectedScale(matching);
  return { expected, desired: scaledValue(minAvailable, expected, true) };
}

/** Evictions that were let through and whose pods are not gone yet. */
function disruptedPods(
  { status }: PodDisruptionBudget,
  matching: readonly Pod[],
  now: Date,
): Readonly<Record<string, string>> {
  const alive = new Set(
    matching
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata }) => metadata.name),
  );
  return Object.fromEntries(
    Object.entries(status?.disruptedPods ?? {}).filter(
      ([name, time]) => alive.has(name) && Date.parse(time) + deletionTimeoutMs > now.getTime(),
    ),
  );
}

/** The sum of what the controllers of the pods are asked for; throws where one is not known. */
function scaleFinder({ client }: ControllerContext): (matching: readonly Pod[]) => number {
  const sets = client.informer(replicaSets);
  const scalable = {
    ReplicationController: client.informer(replicationControllerKind.type),
    StatefulSet: client.informer(statefulSets),
  };
  const deploymentInformer = client.informer(deployments);
  const deploymentOf = (set: ReplicaSet): Deployment | undefined => {
    const ref = controllerOf(set);
    const found = ref && deploymentInformer.get(set.metadata.namespace ?? '', ref.name);
    return found?.metadata.uid === ref?.uid ? found : undefined;
  };
  return (matching) => {
    const scales = new Map<string, number>();
    for (const pod of matching) {
      const ref = controllerOf(pod);
      if (ref === undefined) continue;
      const { namespace = '', name } = pod.metadata;
      const set = ref.kind === 'ReplicaSet' ? sets.get(namespace, ref.name) : undefined;
      const found =
        (set && deploymentOf(set)) ??
        set ??
        (ref.kind === 'StatefulSet' || ref.kind === 'ReplicationController'
          ? scalable[ref.kind].get(namespace, ref.name)
          : undefined);
      if (found === undefined) throw new Error(`found no controllers for pod "${name}"`);
      scales.set(found.metadata.uid ?? '', found.spec.replicas);
    }
    return [...scales.values()].reduce((total, scale) => total + scale, 0);
  };
}
