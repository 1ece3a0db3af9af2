import type { Container, Pod } from '../api/pod.js';
import { podContainers } from '../api/pod.js';
import type { ContainerStatus, TerminatedState } from '../api/pod-status.js';
import type { ContainerRecord, ContainerRecords } from '../container/container-record.js';
import { ContainerLog } from '../logs/container-log.js';

/** A container that ran when the process that ran it ended. */
export interface InterruptedContainer {
  readonly container: Container;
  readonly id: string;
  readonly startedAt: Date;
  readonly attempt: number;
}

/**
 * What a pod's status says of its containers, taken up by a process that knows nothing of them:
 * those that have ended stay ended, those that ran are to go on. As for a kubelet that is restarted
 * beside its containers, nothing is to be seen of it.
 */
export function restoreRecords(pod: Pod, records: ContainerRecords): InterruptedContainer[] {
  const {
    initContainerStatuses = [],
    containerStatuses = [],
    ephemeralContainerStatuses = [],
  } = pod.status ?? {};
  const statuses = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  return podContainers(pod).flatMap((container) => {
    const status = statuses.find(({ name }) => name === container.name);
    if (status === undefined) return [];
    const { state = {}, lastState = {}, restartCount } = status;
    const isRunning = state.running !== undefined;
    if (lastState.terminated !== undefined) {
      const attempt = isRunning ? restartCount - 1 : restartCount;
      records.add(ended(container, status, lastState.terminated, attempt));
    }
    if (state.terminated !== undefined) {
      records.add(ended(container, status, state.terminated, restartCount));
    }
    if (!isRunning) return [];
    const startedAt = new Date(state.running?.startedAt ?? 0);
    return [{ container, id: bare(status.containerID), startedAt, attempt: restartCount }];
  });
}

function ended(
  container: Container,
  { image, imageID, containerID }: ContainerStatus,
  terminated: TerminatedState,
  attempt: number,
): ContainerRecord {
  const { exitCode, reason = 'Error', message, startedAt, finishedAt } = terminated;
  const log = new ContainerLog();
  log.close();
  return {
    container,
    id: bare(terminated.containerID ?? containerID),
    attempt,
    image,
    imageId: imageID,
    log,
    state: {
      kind: 'exited',
      exitCode,
      reason,
      ...(message !== undefined && { message }),
      startedAt: startedAt ? new Date(startedAt) : undefined,
      finishedAt: finishedAt ? new Date(finishedAt) : undefined,
    },
  };
}

function bare(id = ''): string {
  return id.replace(/^containerd:\/\//, '');
}
