import { createHash } from 'node:crypto';
import {
  type ContainerLog,
  type CriContainer,
  type CriImage,
  type CriPod,
  sandboxId,
} from '@drillyard/kubelet-simulator';
import type { NodeFolder } from './node-folder.js';
import { parseLog } from './static-pod-streams.js';
import type { StaticPodWorker } from './static-pod-worker.js';

/** Bytes of the images a control plane is made of, about as large as upstream's. */
const imageBytes: readonly (readonly [name: RegExp, bytes: number])[] = [
  [/\/kube-apiserver:/, 30_100_000],
  [/\/kube-controller-manager:/, 27_400_000],
  [/\/kube-scheduler:/, 21_200_000],
  [/\/etcd:/, 23_600_000],
];
const otherBytes = 48_000_000;
const pause = 'registry.k8s.io/pause:3.10';

type Shown = Pick<StaticPodWorker, 'pod' | 'record' | 'createdAt'>;

/** Static pods as the runtime lists them, their logs read from the node's files. */
export function staticPodCri(workers: readonly Shown[], folder: NodeFolder, hostAddress: string) {
  const containers = workers.flatMap((worker) => containersOf(worker, folder, hostAddress));
  return {
    containers,
    pods: containers
      .map(({ pod }) => pod)
      .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index),
    images: [...new Set([pause, ...workers.flatMap(imagesOf)])].map(imageOf),
  };
}

function imagesOf({ pod }: Shown): string[] {
  return pod.spec.containers.map(({ image }) => image);
}

/** The start that runs, and the one before it. */
function containersOf(
  { pod, record, createdAt }: Shown,
  folder: NodeFolder,
  address: string,
): CriContainer[] {
  const [spec] = pod.spec.containers;
  if (spec === undefined) return [];
  const { metadata, uid } = pod;
  const { name, namespace, labels = {}, annotations = {} } = metadata;
  const criPod: CriPod = {
    ...{ id: sandboxId(uid), name, namespace, uid, createdAt, isReady: true, address },
    ...{ labels, annotations, volumes: pod.spec.volumes ?? [] },
  };
  const { state, last, restartCount, containerId } = record;
  const isRunning = state.kind === 'running';
  const start = (id: string, attempt: number, startedAt: Date): Omit<CriContainer, 'end'> => {
    const logPath = `/var/log/pods/${namespace}_${name}_${uid}/${spec.name}/${attempt}.log`;
    const log = () => readLog(folder, logPath);
    const logMark = () => folder.fingerprint(logPath);
    const { image } = spec;
    return {
      id,
      pod: criPod,
      spec,
      attempt,
      image,
      imageRef: digestOf(image),
      startedAt,
      logPath,
      log,
      logMark,
    };
  };
  const running = isRunning
    ? [{ ...start(containerId, restartCount, state.startedAt), end: undefined }]
    : [];
  if (last === undefined) return running;
  const { exitCode, finishedAt, startedAt } = last;
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  const attempt = isRunning ? restartCount - 1 : restartCount;
  const end = { finishedAt, exitCode, reason, message: '' };
  return [...running, { ...start(last.containerId, attempt, startedAt), end }];
}

function readLog(folder: NodeFolder, path: string): ContainerLog | undefined {
  try {
    return parseLog(folder.read(path));
  } catch {
    // A learner has removed it, or put something else in its place.
    return undefined;
  }
}

function imageOf(name: string): CriImage {
  const known = imageBytes.find(([pattern]) => pattern.test(name))?.[1];
  const sizeBytes = name === pause ? 319_000 : (known ?? otherBytes);
  return { name, digest: digestOf(name), sizeBytes, user: name === pause ? '65535:65535' : '' };
}

function digestOf(image: string): string {
  const digest = createHash('sha256').update(image).digest('hex');
  return `${image.replace(/:[^:/]*$/, '')}@sha256:${digest}`;
}
