import { type Container, isSidecar, type Pod } from '../api/pod.js';
import type { ContainerRecord, ContainerRecords } from '../container/container-record.js';
import { shouldRestart } from '../container/restart-policy.js';

/** Which probe, if any, says that a container has to be restarted. */
export interface ProbeFailures {
  isStarted(container: Container): boolean;
  failed(name: string): 'liveness' | 'startup' | undefined;
}

export interface PodActions {
  /** In this order. */
  readonly start: readonly Container[];
  readonly kill: readonly { readonly record: ContainerRecord; readonly message: string }[];
  /** Nothing is left to run: what still does is to end as well. */
  readonly isDone: boolean;
}

/** What is to be done for a pod to be as its spec says (kuberuntime `computePodActions`). */
export function podActions(pod: Pod, records: ContainerRecords, probes: ProbeFailures): PodActions {
  const start = (pod.spec.ephemeralContainers ?? []).filter(({ name }) => !records.latest(name));
  const kill: { record: ContainerRecord; message: string }[] = [];
  const init = initActions(pod, records, probes);
  start.push(...init.start);
  for (const { name } of pod.spec.initContainers ?? []) {
    const record = records.latest(name);
    const message = killMessage(pod, record, probes);
    if (record !== undefined && message !== undefined) kill.push({ record, message });
  }
  if (init.state !== 'initialized') return { start, kill, isDone: init.state === 'failed' };
  let kept = 0;
  let started = 0;
  for (const container of pod.spec.containers) {
    const record = records.latest(container.name);
    if (record?.state.kind === 'running') {
      const message = killMessage(pod, record, probes);
      if (message === undefined || message.endsWith(restarted)) kept++;
      if (message !== undefined) kill.push({ record, message });
    } else if (record === undefined || shouldRestart(pod, container, record.state.exitCode)) {
      start.push(container);
      started++;
    }
  }
  const isDone = kept + started === 0;
  return { start: isDone ? [] : start, kill, isDone };
}

type InitState = 'initialized' | 'pending' | 'failed';

/** One after another, each sidecar once it has started. */
function initActions(
  pod: Pod,
  records: ContainerRecords,
  probes: ProbeFailures,
): { readonly start: Container[]; readonly state: InitState } {
  const { initContainers = [], containers } = pod.spec;
  const start: Container[] = [];
  const wasInitialized = containers.some(({ name }) => records.latest(name) !== undefined);
  for (const container of initContainers) {
    const record = records.latest(container.name);
    const isRunning = record?.state.kind === 'running';
    if (isSidecar(container)) {
      if (!isRunning) start.push(container);
      const isWaitedFor =
        record === undefined || (isRunning && !hasStarted(record, container, probes));
      if (isWaitedFor && !wasInitialized) return { start, state: 'pending' };
      continue;
    }
    if (wasInitialized) continue;
    if (record === undefined) return { start: [...start, container], state: 'pending' };
    if (record.state.kind === 'running') return { start, state: 'pending' };
    if (record.state.exitCode === 0) continue;
    if (!shouldRestart(pod, container, record.state.exitCode))
      return { start: [], state: 'failed' };
    return { start: [...start, container], state: 'pending' };
  }
  return { start, state: 'initialized' };
}

function hasStarted({ state }: ContainerRecord, container: Container, probes: ProbeFailures) {
  return state.kind === 'running' && !state.starting && probes.isStarted(container);
}

const restarted = ', will be restarted';

function killMessage(
  pod: Pod,
  record: ContainerRecord | undefined,
  probes: ProbeFailures,
): string | undefined {
  if (record?.state.kind !== 'running' || record.state.killing) return undefined;
  const { container } = record;
  const failed = probes.failed(container.name);
  if (failed === undefined) return undefined;
  const policy = container.restartPolicy ?? pod.spec.restartPolicy;
  return `Container ${container.name} failed ${failed} probe${policy === 'Never' ? '' : restarted}`;
}
