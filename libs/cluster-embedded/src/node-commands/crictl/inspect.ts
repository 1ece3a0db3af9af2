import { type CriContainer, type CriPod, criImageId } from '@drillyard/kubelet-simulator';
import { parseFlags } from '../flags.js';
import { containerLabels } from './container-filter.js';
import { containerMounts } from './container-mounts.js';
import { CriError, findContainer, findPod } from './cri-runtime.js';
import type { CrictlCommand } from './crictl-command.js';

const flags = [{ names: ['--quiet', '-q'] }, { names: ['--output', '-o'], takesValue: true }];
const never = '0001-01-01T00:00:00Z';

/** `crictl inspect CONTAINER` */
export const inspect: CrictlCommand = async (args, io, { runtime }) => {
  const { values, operands } = parseFlags(args, flags);
  if (operands.length === 0) throw new CriError('ID cannot be empty');
  for (const id of operands) {
    const container = findContainer(runtime, id);
    const info = values.has('--quiet') ? {} : { info: containerInfo(container) };
    await io.out(`${JSON.stringify({ ...info, status: containerStatus(container) }, null, 2)}\n`);
  }
};

/** `crictl inspectp POD` */
export const inspectPod: CrictlCommand = async (args, io, { runtime }) => {
  const { values, operands } = parseFlags(args, flags);
  if (operands.length === 0) throw new CriError('ID cannot be empty');
  for (const id of operands) {
    const pod = findPod(runtime, id);
    const info = values.has('--quiet') ? {} : { info: { config: podConfig(pod) } };
    await io.out(`${JSON.stringify({ ...info, status: podStatus(pod) }, null, 2)}\n`);
  }
};

/** `crictl inspecti IMAGE`, by its id or its name */
export const inspectImage: CrictlCommand = async (args, io, { runtime }) => {
  const { operands } = parseFlags(args, flags);
  for (const id of operands) {
    const image = runtime.images.find(({ name, digest }) => {
      return name === id || criImageId(digest).replace('sha256:', '').startsWith(id);
    });
    if (image === undefined) throw new CriError(`no such image ${JSON.stringify(id)} present`);
    const { name, digest, sizeBytes, user } = image;
    const status = {
      id: criImageId(digest),
      repoTags: [name],
      repoDigests: [digest],
      size: String(sizeBytes),
      username: user,
      pinned: name.includes('/pause:'),
    };
    await io.out(`${JSON.stringify({ status }, null, 2)}\n`);
  }
};

/** CRI `ContainerStatus` */
function containerStatus(container: CriContainer): object {
  const { id, spec, attempt, imageRef, startedAt, end, logPath } = container;
  return {
    id,
    metadata: { attempt, name: spec.name },
    state: end === undefined ? 'CONTAINER_RUNNING' : 'CONTAINER_EXITED',
    createdAt: nanoseconds(startedAt),
    startedAt: nanoseconds(startedAt),
    finishedAt: end === undefined ? never : nanoseconds(end.finishedAt),
    exitCode: end?.exitCode ?? 0,
    image: { annotations: {}, image: spec.image, runtimeHandler: '', userSpecifiedImage: '' },
    imageRef,
    reason: end?.reason ?? '',
    message: end?.message ?? '',
    labels: containerLabels(container),
    annotations: {
      'io.kubernetes.container.restartCount': String(attempt),
      'io.kubernetes.container.terminationMessagePath': '/dev/termination-log',
      'io.kubernetes.container.terminationMessagePolicy': 'File',
    },
    mounts: containerMounts(container),
    logPath,
    imageId: criImageId(imageRef),
  };
}

function containerInfo({ pod, spec }: CriContainer): object {
  return {
    sandboxID: pod.id,
    runtimeType: 'io.containerd.runc.v2',
    config: {
      metadata: { name: spec.name },
      image: { image: spec.image },
      ...(spec.command && { command: spec.command }),
      ...(spec.args && { args: spec.args }),
      log_path: `${spec.name}/0.log`,
    },
    runtimeSpec: { process: { args: [...(spec.command ?? []), ...(spec.args ?? [])], cwd: '/' } },
  };
}

/** CRI `PodSandboxStatus` */
function podStatus(pod: CriPod): object {
  const { id, name, namespace, uid, isReady, createdAt, address, labels, annotations } = pod;
  const namespaces = { ipc: 'POD', network: address === '' ? 'NODE' : 'POD', pid: 'CONTAINER' };
  return {
    id,
    metadata: { attempt: 0, name, namespace, uid },
    state: isReady ? 'SANDBOX_READY' : 'SANDBOX_NOTREADY',
    createdAt: nanoseconds(createdAt),
    network: { additionalIps: [], ip: address },
    linux: { namespaces: { options: namespaces } },
    labels: podLabels(pod, labels),
    annotations,
    runtimeHandler: '',
  };
}

function podConfig(pod: CriPod): object {
  const { name, namespace, uid, labels, annotations } = pod;
  return {
    metadata: { name, uid, namespace },
    hostname: name,
    log_directory: `/var/log/pods/${namespace}_${name}_${uid}`,
    labels: podLabels(pod, labels),
    annotations,
  };
}

function podLabels({ name, namespace, uid }: CriPod, labels: CriPod['labels']): object {
  return {
    ...labels,
    'io.kubernetes.pod.name': name,
    'io.kubernetes.pod.namespace': namespace,
    'io.kubernetes.pod.uid': uid,
  };
}

/** As containerd's clock writes times; a simulated one tells milliseconds. */
function nanoseconds(date: Date): string {
  return date.toISOString().replace('Z', '000000Z');
}
