import { timestamp } from '@drillyard/cluster';
import { type Container, isSidecar, type Pod, type VolumeMount } from '../api/pod.js';
import type { ContainerState, ContainerStatus } from '../api/pod-status.js';
import type {
  ContainerRecord,
  ContainerRecords,
  ExitedState,
} from '../container/container-record.js';
import { shouldRestart } from '../container/restart-policy.js';

/** What probes say of a running container. */
export interface ProbeVerdicts {
  isStarted(container: Container): boolean;
  isReady(container: Container): boolean;
}

export type ContainerKind = 'init' | 'ordinary' | 'ephemeral';

export interface StatusesInput {
  readonly pod: Pod;
  readonly containers: readonly Container[];
  readonly kind: ContainerKind;
  readonly records: ContainerRecords;
  readonly probes: ProbeVerdicts;
}

/** Of all containers of one kind: init containers in their order, others by name (`convertToAPIContainerStatuses`). */
export function containerStatuses(input: StatusesInput): ContainerStatus[] {
  const statuses = input.containers.map((container) => containerStatus(input, container));
  if (input.kind === 'init') return statuses;
  return statuses.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function containerStatus(input: StatusesInput, container: Container): ContainerStatus {
  const { records, kind, probes } = input;
  const { name } = container;
  const record = records.latest(name);
  const { state, lastState } = states(input, container, record);
  const isRunning = state.running !== undefined;
  const started = isRunning && kind !== 'ephemeral' && probes.isStarted(container);
  return {
    ...(record === undefined
      ? { name, image: container.image, imageID: '' }
      : { name, image: record.image, imageID: record.imageId, containerID: containerId(record) }),
    restartCount: record?.attempt ?? 0,
    ready: isReady(input, container, state, started),
    ...(kind !== 'ephemeral' && { started }),
    state,
    lastState,
    ...(record !== undefined && resourcesOf(container)),
    ...(container.volumeMounts?.length && {
      volumeMounts: container.volumeMounts.map(mountStatus),
    }),
    ...(record?.state.kind === 'running' && { user: userOf(record) }),
  };
}

function isReady(
  { kind, probes }: StatusesInput,
  container: Container,
  { running, terminated }: ContainerState,
  started: boolean,
): boolean {
  if (kind === 'init' && !isSidecar(container)) return terminated?.exitCode === 0;
  if (kind === 'ephemeral') return false;
  return running !== undefined && started && probes.isReady(container);
}

function states(
  { pod, kind, records }: StatusesInput,
  container: Container,
  record: ContainerRecord | undefined,
): { readonly state: ContainerState; readonly lastState: ContainerState } {
  const failure = records.failures.get(container.name);
  const earlier = records.previous(container.name);
  const lastState = earlier === undefined ? {} : asState(earlier);
  if (record === undefined) {
    const creating = pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';
    return { state: { waiting: failure ?? { reason: creating } }, lastState };
  }
  const state = asState(record);
  const { kind: recorded } = record.state;
  if (failure === undefined || recorded === 'running') return { state, lastState };
  const isDone = kind === 'init' && record.state.exitCode === 0 && !isSidecar(container);
  const willRestart =
    kind !== 'ephemeral' &&
    !isDone &&
    pod.metadata.deletionTimestamp === undefined &&
    shouldRestart(pod, container, record.state.exitCode);
  return willRestart ? { state: { waiting: failure }, lastState: state } : { state, lastState };
}

function asState(record: ContainerRecord): ContainerState {
  const { state } = record;
  if (state.kind === 'exited') return { terminated: terminatedState(record, state) };
  // What is not ready for work before its postStart hook has ended is still being created.
  if (state.starting) return { waiting: { reason: 'ContainerCreating' } };
  return { running: { startedAt: timestamp(state.startedAt) } };
}

function terminatedState(record: ContainerRecord, state: ExitedState) {
  const { exitCode, reason, message, startedAt, finishedAt } = state;
  return {
    exitCode,
    reason,
    ...(message !== undefined && message !== '' && { message }),
    startedAt: startedAt === undefined ? null : timestamp(startedAt),
    finishedAt: finishedAt === undefined ? null : timestamp(finishedAt),
    containerID: containerId(record),
  };
}

export function containerId({ id }: ContainerRecord): string {
  return `containerd://${id}`;
}

function resourcesOf({ resources = {} }: Container) {
  const { requests } = resources;
  return { ...(requests !== undefined && { allocatedResources: requests }), resources };
}

function mountStatus({ name, mountPath, readOnly }: VolumeMount): object {
  return readOnly === true
    ? { name, mountPath, readOnly, recursiveReadOnly: 'Disabled' }
    : { name, mountPath };
}

function userOf({ state }: ContainerRecord): object {
  if (state.kind !== 'running') return {};
  const { uid, gid, supplementalGroups } = state.user;
  return { linux: { uid, gid, supplementalGroups } };
}
