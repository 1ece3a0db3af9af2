import type { StaticPod } from './static-pod.js';
import type { ContainerRecord } from './static-pod-worker.js';

/** A pod's status in the API, by what its one container is at. */
export function staticPodStatus(
  { spec }: StaticPod,
  record: ContainerRecord,
  hostAddress: string,
  createdAt: Date,
): object {
  const { state, last, restartCount, containerId } = record;
  const ready = state.kind === 'running';
  const [container] = spec.containers;
  const { image = '', name = '' } = container ?? {};
  const at = seconds(ready ? state.startedAt : createdAt);
  return {
    conditions: conditions(ready, name, at),
    containerStatuses: [
      {
        ...(containerId !== '' && { containerID: `containerd://${containerId}` }),
        image,
        imageID: '',
        lastState: last === undefined ? {} : { terminated: terminated(last) },
        name,
        ready,
        restartCount,
        started: ready,
        state: ready
          ? { running: { startedAt: seconds(state.startedAt) } }
          : { waiting: { ...(state.message && { message: state.message }), reason: state.reason } },
      },
    ],
    hostIP: hostAddress,
    hostIPs: [{ ip: hostAddress }],
    phase: ready || last !== undefined ? 'Running' : 'Pending',
    podIP: hostAddress,
    podIPs: [{ ip: hostAddress }],
    qosClass: 'Burstable',
    startTime: seconds(createdAt),
  };
}

function terminated(last: NonNullable<ContainerRecord['last']>): object {
  return {
    containerID: `containerd://${last.containerId}`,
    exitCode: last.exitCode,
    finishedAt: seconds(last.finishedAt),
    reason: last.exitCode === 0 ? 'Completed' : 'Error',
    startedAt: seconds(last.startedAt),
  };
}

function conditions(ready: boolean, container: string, at: string): object[] {
  const times = { lastProbeTime: null, lastTransitionTime: at };
  const met = (type: string) => ({ ...times, status: 'True', type });
  const dependsOn = (type: string) => {
    if (ready) return met(type);
    const message = `containers with unready status: [${container}]`;
    return { ...times, message, reason: 'ContainersNotReady', status: 'False', type };
  };
  return [
    met('PodReadyToStartContainers'),
    met('Initialized'),
    dependsOn('Ready'),
    dependsOn('ContainersReady'),
    met('PodScheduled'),
  ];
}

function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
