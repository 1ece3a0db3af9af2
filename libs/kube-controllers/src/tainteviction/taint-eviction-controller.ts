import { keyOf, splitKey, timestamp } from '@drillyard/cluster';
import { nodes, type Pod, pods, podsByNode, type Taint, type Toleration } from '../api/core.js';
import { isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { tolerates } from '../scheduler/taints.js';

/** Removes pods from nodes with taints they do not tolerate, or no longer (pkg/controller/tainteviction). */
export function startTaintEvictionController(context: ControllerContext): Running {
  const { client, clock } = context;
  const nodeInformer = client.informer(nodes);
  const podInformer = client.informer(pods);
  const recorder = context.recorder('taint-eviction-controller');
  const noExecute = (name: string) =>
    (nodeInformer.get('', name)?.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
  /** When the pods were first seen beside their node's taints. */
  const since = new Map<string, number>();
  const tell = (key: string, what: string) => {
    const { namespace, name } = splitKey(key);
    const about = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name } };
    recorder.event(about, 'Normal', 'TaintManagerEviction', `${what} Pod ${namespace}/${name}`);
  };
  const cancel = (key: string) => {
    if (since.delete(key)) tell(key, 'Cancelling deletion of');
  };
  const evict = async (pod: Pod) => {
    const { namespace = '', name = '' } = pod.metadata;
    tell(keyOf(pod), 'Marking for deletion');
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
      lastTransitionTime: timestamp(clock.now()),
      observedGeneration: pod.metadata.generation ?? 0,
    };
    const body = { status: { conditions: [condition] } };
    await client.patch(
      pods,
      { namespace, name },
      { type: 'strategic', subresource: 'status', body },
    );
    await client.delete(pods, { namespace, name });
  };
  return startSync(
    context,
    async (key, queue) => {
      const { namespace, name } = splitKey(key);
      const pod = podInformer.get(namespace, name);
      const taints = pod === undefined ? [] : noExecute(pod.spec.nodeName ?? '');
      if (
        pod === undefined ||
        taints.length === 0 ||
        pod.metadata.deletionTimestamp !== undefined
      ) {
        cancel(key);
        return;
      }
      const seconds = toleratedSeconds(taints, pod.spec.tolerations);
      if (seconds === undefined) {
        cancel(key);
        return;
      }
      const nowMs = clock.now().getTime();
      const sinceMs = since.get(key) ?? nowMs;
      since.set(key, sinceMs);
      const leftMs = sinceMs + seconds * 1_000 - nowMs;
      if (leftMs > 0) {
        queue.addAfter(key, leftMs);
        return;
      }
      since.delete(key);
      await evict(pod).catch((error) => {
        if (!isNotFound(error)) throw error;
      });
    },
    (queue) => [
      podInformer.subscribe(({ object }) => {
        if (noExecute(object.spec.nodeName ?? '').length > 0) queue.add(keyOf(object));
      }),
      nodeInformer.subscribe((event) => {
        const { name = '' } = event.object.metadata;
        const hadAny =
          event.type === 'MODIFIED' &&
          (event.previous.spec?.taints ?? []).some(({ effect }) => effect === 'NoExecute');
        if (!hadAny && noExecute(name).length === 0) return;
        for (const pod of podInformer.byIndex(podsByNode, name)) queue.add(keyOf(pod));
      }),
      () => since.clear(),
    ],
  );
}

/** How long the pod may stay: 0 is not at all, undefined for ever. */
function toleratedSeconds(
  taints: readonly Taint[],
  tolerations: readonly Toleration[] = [],
): number | undefined {
  const used = taints.map((taint) => tolerations.filter((each) => tolerates(each, taint)));
  if (used.some((fitting) => fitting.length === 0)) return 0;
  const limits = used.flat().flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
  return limits.length === 0 ? undefined : Math.max(0, Math.min(...limits));
}
