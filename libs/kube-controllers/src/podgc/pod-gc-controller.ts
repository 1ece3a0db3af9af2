import { keyOf, splitKey, timestamp } from '@drillyard/cluster';
import { nodes, type Pod, pods } from '../api/core.js';
import { isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { isPodTerminal } from '../pod-status.js';

/** A node that is gone may come back: its pods are given this long (`quarantineTime`). */
const quarantineMs = 40_000;

/** Removes pods whose node is gone, and those deleted before they got one (pkg/controller/podgc). */
export function startPodGcController(context: ControllerContext): Running {
  const { client, clock } = context;
  const podInformer = client.informer(pods);
  const nodeInformer = client.informer(nodes);
  const isOrphan = ({ spec }: Pod) =>
    Boolean(spec.nodeName) && nodeInformer.get('', spec.nodeName ?? '') === undefined;
  const neverScheduled = ({ spec, metadata }: Pod) =>
    !spec.nodeName && metadata.deletionTimestamp !== undefined;
  const remove = async (pod: Pod) => {
    const { namespace = '', name = '', generation = 0 } = pod.metadata;
    if (isOrphan(pod) && !isPodTerminal(pod)) {
      const condition = {
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'DeletionByPodGC',
        message: 'PodGC: node no longer exists',
        lastTransitionTime: timestamp(clock.now()),
        observedGeneration: generation,
      };
      const body = { status: { phase: 'Failed', conditions: [condition] } };
      await client.patch(
        pods,
        { namespace, name },
        { type: 'strategic', subresource: 'status', body },
      );
    }
    await client.delete(pods, { namespace, name }, { gracePeriodSeconds: 0 });
  };
  return startSync(
    context,
    async (key) => {
      const { namespace, name } = splitKey(key);
      const pod = podInformer.get(namespace, name);
      if (pod === undefined || !(isOrphan(pod) || neverScheduled(pod))) return;
      await remove(pod).catch((error) => {
        if (!isNotFound(error)) throw error;
      });
    },
    (queue) => [
      podInformer.subscribe(({ type, object }) => {
        if (type === 'DELETED') return;
        if (neverScheduled(object)) queue.add(keyOf(object));
        else if (isOrphan(object)) queue.addAfter(keyOf(object), quarantineMs);
      }),
      nodeInformer.subscribe(({ type, object }) => {
        if (type !== 'DELETED') return;
        for (const pod of podInformer.list()) {
          const isHere = pod.spec.nodeName === object.metadata.name;
          if (isHere) queue.addAfter(keyOf(pod), quarantineMs);
        }
      }),
    ],
  );
}
