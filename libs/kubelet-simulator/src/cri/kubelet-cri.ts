import type { ContainerRecord } from '../container/container-record.js';
import type { PulledImage } from '../images/image-registry.js';
import type { PodWorker } from '../pod/pod-worker.js';
import type { VolumeSource } from '../volumes/volume-source.js';
import { type CriContainer, type CriEnd, type CriImage, type CriPod, sandboxId } from './cri.js';

/** The containers of pods, as the runtime beneath their kubelet lists them. */
export function criContainers(workers: Iterable<PodWorker>): CriContainer[] {
  return [...workers].flatMap((worker) => {
    const pod = criPod(worker);
    return [...worker.records.every()].map((record) => criContainer(pod, record));
  });
}

export function criPods(workers: Iterable<PodWorker>): CriPod[] {
  return [...workers].filter(({ hasStarted }) => hasStarted).map(criPod);
}

export function criImages(images: Iterable<PulledImage>): CriImage[] {
  return [...images].map(({ name, id, sizeBytes, image }) => {
    return { name, digest: id, sizeBytes, user: image.user ?? '' };
  });
}

function criPod({ pod, place, startTime, hasEnded }: PodWorker): CriPod {
  const { name = '', namespace = '', uid = '', labels, annotations } = pod.metadata;
  const address = pod.spec.hostNetwork ? '' : (place.podIps[0] ?? '');
  return {
    ...{ id: sandboxId(uid), name, namespace, uid, address },
    createdAt: startTime,
    isReady: !hasEnded,
    labels: { ...labels },
    annotations: { ...annotations },
    // Volumes have the fields of their sources, of which the security of pods knows only the names.
    volumes: (pod.spec.volumes ?? []) as readonly VolumeSource[],
  };
}

function criContainer(pod: CriPod, record: ContainerRecord): CriContainer {
  const { id, container: spec, attempt, image, imageId: imageRef, state, log } = record;
  const startedAt = state.startedAt ?? pod.createdAt;
  const folder = `${pod.namespace}_${pod.name}_${pod.uid}`;
  return {
    ...{ id, pod, spec, attempt, image, imageRef, startedAt },
    end: state.kind === 'running' ? undefined : endOf(state, startedAt),
    logPath: `/var/log/pods/${folder}/${spec.name}/${attempt}.log`,
    log: () => log,
    logMark: () => String(log.end),
  };
}

function endOf(state: Exclude<ContainerRecord['state'], { kind: 'running' }>, at: Date): CriEnd {
  const { finishedAt = at, exitCode, reason, message = '' } = state;
  return { finishedAt, exitCode, reason, message };
}
