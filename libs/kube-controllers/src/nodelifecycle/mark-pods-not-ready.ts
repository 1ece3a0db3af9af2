import { type EventRecorder, timestamp } from '@drillyard/cluster';
import { pods, podsByNode } from '../api/core.js';
import { isNotFound } from '../api-errors.js';
import type { ControllerContext } from '../controller.js';

/**
 * Says of the pods of a node nobody hears of that they are not ready, so that Services leave them
 * out (pkg/controller/util/node `MarkPodsNotReady`).
 */
export async function markPodsNotReady(
  { client, clock }: ControllerContext,
  recorder: EventRecorder,
  nodeName: string,
): Promise<void> {
  for (const pod of client.informer(pods).byIndex(podsByNode, nodeName)) {
    const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
    if (ready?.status !== 'True') continue;
    const { namespace = '', name = '' } = pod.metadata;
    const now = timestamp(clock.now());
    const condition = { ...ready, status: 'False', lastTransitionTime: now };
    const body = { status: { conditions: [condition] } };
    const patch = { type: 'strategic', subresource: 'status', body } as const;
    try {
      await client.patch(pods, { namespace, name }, patch);
      recorder.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
