import { ageOf, nameOf } from './cells.js';
import { translateTimestampSince } from './human-duration.js';
import type { Printed, Printer } from './printer.js';

/** The fields of a container's status that tell how it is. */
interface ContainerStatus {
  readonly name?: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string };
    readonly running?: object;
    readonly terminated?: Terminated;
  };
  readonly lastState?: { readonly terminated?: Terminated };
}
interface Terminated {
  readonly reason?: string;
  readonly signal?: number;
  readonly exitCode?: number;
  readonly finishedAt?: string;
}
/** What the columns Ready, Status and Restarts are made of. */
interface Summary {
  reason: string;
  ready: number;
  restarts: number;
  lastRestart: string;
}

export const podPrinter: Printer = {
  group: '',
  resource: 'pods',
  columns: [
    'Name',
    'Ready',
    'Status',
    'Restarts',
    'Age',
    '+IP',
    '+Node',
    '+Nominated Node',
    '+Readiness Gates',
  ],
  cells: (pod, now) => {
    const { ready, reason, restarts, lastRestart } = summarize(pod);
    const { containers = [], initContainers = [] } = pod['spec'] ?? {};
    const total = containers.length + initContainers.filter(isRestartable).length;
    const since =
      restarts > 0 && lastRestart !== ''
        ? ` (${translateTimestampSince(lastRestart, now)} ago)`
        : '';
    return [
      nameOf(pod),
      `${ready}/${total}`,
      reason,
      `${restarts}${since}`,
      ageOf(pod, now),
      pod['status']?.podIPs?.[0]?.ip || '<none>',
      pod['spec']?.nodeName || '<none>',
      pod['status']?.nominatedNodeName || '<none>',
      readinessGates(pod),
    ];
  },
};

function summarize(pod: Printed): Summary {
  const { status = {}, metadata } = pod;
  const summary: Summary = { reason: podReason(pod), ready: 0, restarts: 0, lastRestart: '' };
  const initializing = summarizeInitContainers(pod, summary);
  if (!initializing || hasCondition(pod, 'Initialized')) summarizeContainers(pod, summary);
  if (metadata.deletionTimestamp !== undefined) {
    if (status.reason === 'NodeLost') summary.reason = 'Unknown';
    else if (!['Succeeded', 'Failed'].includes(status.phase)) summary.reason = 'Terminating';
  }
  return summary;
}

function podReason({ status }: Printed): string {
  const conditions: { type: string; reason?: string }[] = status?.conditions ?? [];
  const gated = conditions.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : status?.reason || status?.phase || '';
}

/** Whether the pod still waits for an init container; its reason says for which. */
function summarizeInitContainers({ spec, status }: Printed, summary: Summary): boolean {
  const declared: { name: string; restartPolicy?: string }[] = spec?.initContainers ?? [];
  const restartable = new Set(declared.filter(isRestartable).map(({ name }) => name));
  const sidecars = { restarts: 0, lastRestart: '' };
  const statuses: ContainerStatus[] = status?.initContainerStatuses ?? [];
  for (const [index, container] of statuses.entries()) {
    const isSidecar = restartable.has(container.name ?? '');
    countRestarts(container, summary);
    if (isSidecar) countRestarts(container, sidecars);
    const { terminated, waiting } = container.state ?? {};
    if (terminated !== undefined && (terminated.exitCode ?? 0) === 0) continue;
    if (isSidecar && container.started === true) {
      if (container.ready === true) summary.ready += 1;
      continue;
    }
    if (terminated !== undefined) summary.reason = `Init:${terminatedReason(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') {
      summary.reason = `Init:${waiting.reason}`;
    } else summary.reason = `Init:${index}/${declared.length}`;
    return true;
  }
  Object.assign(summary, sidecars);
  return false;
}

function summarizeContainers(pod: Printed, summary: Summary): void {
  const statuses: ContainerStatus[] = pod['status']?.containerStatuses ?? [];
  let running = false;
  let errorReason = '';
  for (const container of [...statuses].reverse()) {
    countRestarts(container, summary);
    const { waiting, terminated } = container.state ?? {};
    if (waiting?.reason) summary.reason = waiting.reason;
    else if (terminated !== undefined) {
      summary.reason = terminatedReason(terminated);
      if ((terminated.exitCode ?? 0) !== 0) errorReason = summary.reason;
    } else if (container.ready === true && container.state?.running !== undefined) {
      running = true;
      summary.ready += 1;
    }
  }
  if (summary.reason !== 'Completed') return;
  if (running && hasCondition(pod, 'Ready')) summary.reason = 'Running';
  else if (errorReason !== '') summary.reason = errorReason;
  else if (running) summary.reason = 'NotReady';
}

function countRestarts(
  container: ContainerStatus,
  sum: Pick<Summary, 'restarts' | 'lastRestart'>,
): void {
  sum.restarts += container.restartCount ?? 0;
  const finished = container.lastState?.terminated?.finishedAt ?? '';
  if (finished > sum.lastRestart) sum.lastRestart = finished;
}

function terminatedReason({ reason, signal, exitCode }: Terminated): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`;
}

function isRestartable({ restartPolicy }: { restartPolicy?: string }): boolean {
  return restartPolicy === 'Always';
}

function hasCondition({ status }: Printed, wanted: string): boolean {
  const conditions: { type: string; status: string }[] = status?.conditions ?? [];
  return conditions.some(({ type, status }) => type === wanted && status === 'True');
}

function readinessGates(pod: Printed): string {
  const gates: { conditionType: string }[] = pod['spec']?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter(({ conditionType }) => hasCondition(pod, conditionType));
  return `${met.length}/${gates.length}`;
}
