import { isDeepStrictEqual } from 'node:util';
import { timestamp } from '@drillyard/cluster';
import { type Node, nodes, type Taint } from '../api/core.js';
import { isConflict, isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { conditionTaints, unschedulableTaint } from './node-taints.js';

/**
 * Keeps the taints of nodes in step with their conditions, so that nothing is scheduled to a node
 * that cannot take it (pkg/controller/nodelifecycle). A kubelet that falls silent is not noticed:
 * nodes are as they last said.
 */
export function startNodeLifecycleController(context: ControllerContext): Running {
  const { client, clock } = context;
  const informer = client.informer(nodes);
  const recorder = context.recorder('node-controller');
  return startSync(
    context,
    async (name) => {
      const node = informer.get('', name);
      if (node === undefined) return;
      const taints = withConditionTaints(node, timestamp(clock.now()));
      if (isDeepStrictEqual(taints, node.spec?.taints ?? [])) return;
      try {
        await client.patch(
          nodes,
          { namespace: '', name },
          {
            type: 'merge',
            body: {
              metadata: { resourceVersion: node.metadata.resourceVersion },
              spec: { taints },
            },
          },
        );
      } catch (error) {
        if (!isNotFound(error) && !isConflict(error)) throw error;
      }
    },
    (queue) => [
      informer.subscribe(({ type, object }) => {
        const { name = '', uid, creationTimestamp } = object.metadata;
        queue.add(name);
        const isNew = creationTimestamp === timestamp(clock.now());
        if (type !== 'ADDED' || !isNew) return;
        const about = { apiVersion: 'v1', kind: 'Node', metadata: { name, ...(uid && { uid }) } };
        const message = `Node ${name} event: Registered Node ${name} in Controller`;
        recorder.event(about, 'Normal', 'RegisteredNode', message);
      }),
    ],
  );
}

/** Taints of others stay where they are; those that are due and missing come behind them. */
function withConditionTaints({ spec, status }: Node, timeAdded: string): readonly Taint[] {
  const wanted = new Set<string>();
  for (const { type, status: state } of status?.conditions ?? []) {
    const key = conditionTaints[type]?.[state];
    if (key !== undefined) wanted.add(key);
  }
  if (spec?.unschedulable === true) wanted.add(unschedulableTaint);
  const ours = new Set([
    ...Object.values(conditionTaints).flatMap((keys) => Object.values(keys)),
    unschedulableTaint,
  ]);
  // A node that has not said yet how it is keeps what admission gave it.
  if (!status?.conditions?.some(({ type }) => type === 'Ready')) {
    wanted.add('node.kubernetes.io/not-ready');
  }
  const current = spec?.taints ?? [];
  const isOurs = ({ key, effect }: Taint) => effect === 'NoSchedule' && ours.has(key);
  const kept = current.filter((taint) => !isOurs(taint) || wanted.has(taint.key));
  const missing = [...wanted].filter(
    (key) => !current.some((taint) => taint.key === key && taint.effect === 'NoSchedule'),
  );
  return [...kept, ...missing.map((key) => ({ key, effect: 'NoSchedule', timeAdded }))];
}
