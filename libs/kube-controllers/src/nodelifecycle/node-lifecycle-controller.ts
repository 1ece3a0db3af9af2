import { isDeepStrictEqual } from 'node:util';
import { timestamp } from '@drillyard/cluster';
import { type Node, nodes } from '../api/core.js';
import { isConflict, isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { Disruption } from './disruption.js';
import { markPodsNotReady } from './mark-pods-not-ready.js';
import { readinessOf, taintsOf } from './node-taints.js';

/**
 * Keeps the taints of nodes in step with their conditions, so that nothing is scheduled to a node
 * that cannot take it, and pods leave one that is not ready (pkg/controller/nodelifecycle). Who
 * notices that a kubelet is silent writes the conditions; nodes are tainted at once, not one in ten
 * seconds, as clusters here have few.
 */
export function startNodeLifecycleController(context: ControllerContext): Running {
  const { client, clock } = context;
  const informer = client.informer(nodes);
  const recorder = context.recorder('node-controller');
  const disruption = new Disruption();
  const announce = ({ metadata }: Node) => {
    const { name = '', uid, creationTimestamp } = metadata;
    if (creationTimestamp !== timestamp(clock.now())) return;
    const about = { apiVersion: 'v1', kind: 'Node', metadata: { name, ...(uid && { uid }) } };
    const message = `Node ${name} event: Registered Node ${name} in Controller`;
    recorder.event(about, 'Normal', 'RegisteredNode', message);
  };
  return startSync(
    context,
    async (name) => {
      const node = informer.get('', name);
      if (node === undefined) return;
      if (readinessOf(node) === 'Unknown') await markPodsNotReady(context, recorder, name);
      const taints = taintsOf(node, !disruption.isFull, timestamp(clock.now()));
      if (isDeepStrictEqual(taints, node.spec?.taints ?? [])) return;
      const { resourceVersion } = node.metadata;
      const body = { metadata: { resourceVersion }, spec: { taints } };
      try {
        await client.patch(nodes, { namespace: '', name }, { type: 'merge', body });
      } catch (error) {
        if (!isNotFound(error) && !isConflict(error)) throw error;
      }
    },
    (queue) => [
      informer.subscribe((event) => {
        const before = disruption.isFull;
        disruption.see(event);
        queue.add(event.object.metadata.name ?? '');
        if (event.type === 'ADDED') announce(event.object);
        if (disruption.isFull === before) return;
        for (const { metadata } of informer.list()) queue.add(metadata.name ?? '');
      }),
    ],
  );
}
