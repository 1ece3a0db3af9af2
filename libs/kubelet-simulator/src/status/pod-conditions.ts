import { isSidecar, type Pod } from '../api/pod.js';
import {
  type ContainerStatus,
  conditionOf,
  isTerminalPhase,
  type PodCondition,
} from '../api/pod-status.js';

/** The conditions that are the kubelet's; those of others it leaves alone. */
const kubeletConditions: ReadonlySet<string> = new Set([
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
  'AllContainersRestarting',
]);

export interface ConditionsInput {
  readonly pod: Pod;
  readonly phase: string;
  /** Of sidecars and ordinary containers; undefined before the kubelet knows of any. */
  readonly statuses: readonly ContainerStatus[];
  /** The pod has its network. */
  readonly hasSandbox: boolean;
  readonly now: string;
}

type Finding = Pick<PodCondition, 'status' | 'reason' | 'message'>;
const met: Finding = { status: 'True' };

/** All conditions, in the order a kubelet writes them (kubelet `status/generate.go`). */
export function podConditions(input: ConditionsInput): PodCondition[] {
  const { pod } = input;
  const others = (pod.status?.conditions ?? []).filter(({ type }) => !kubeletConditions.has(type));
  const containersReady = areContainersReady(input);
  const findings: [string, Finding][] = [
    ['PodReadyToStartContainers', input.hasSandbox ? met : { status: 'False' }],
    ['Initialized', isInitialized(input)],
    ['Ready', isReady(containersReady, pod, others)],
    ['ContainersReady', containersReady],
    ['PodScheduled', met],
  ];
  return [...others, ...findings.map(([type, finding]) => asCondition(input, type, finding))];
}

function asCondition({ pod, now }: ConditionsInput, type: string, finding: Finding): PodCondition {
  const before = conditionOf(pod.status?.conditions, type);
  const { generation } = pod.metadata;
  const isSame = before?.status === finding.status;
  return {
    type,
    ...(generation !== undefined && generation > 0 && { observedGeneration: generation }),
    status: finding.status,
    lastProbeTime: null,
    lastTransitionTime: isSame ? (before.lastTransitionTime ?? now) : now,
    ...(finding.reason !== undefined && { reason: finding.reason }),
    ...(finding.message !== undefined && { message: finding.message }),
  };
}

function areContainersReady({ pod, phase, statuses }: ConditionsInput): Finding {
  const { initContainers = [], containers } = pod.spec;
  const asked = [...initContainers.filter(isSidecar), ...containers].map(({ name }) => name);
  const { unknown, lacking } = sort(asked, statuses, ({ ready }) => ready);
  if (isTerminalPhase(phase) && (phase === 'Failed' || unknown.length === 0)) {
    return { status: 'False', reason: phase === 'Failed' ? 'PodFailed' : 'PodCompleted' };
  }
  const message = messageOf(unknown, lacking, 'unready');
  return message === '' ? met : { status: 'False', reason: 'ContainersNotReady', message };
}

function isInitialized({ pod, phase, statuses }: ConditionsInput): Finding {
  const { initContainers = [], containers } = pod.spec;
  const sidecars = new Set(initContainers.filter(isSidecar).map(({ name }) => name));
  const asked = initContainers.map(({ name }) => name);
  const { unknown, lacking } = sort(asked, statuses, ({ name, ready, started }) =>
    sidecars.has(name) ? started === true : ready,
  );
  if (phase === 'Succeeded' && unknown.length === 0) return { ...met, reason: 'PodCompleted' };
  if (containers.some(({ name }) => hasStarted(statuses.find((status) => status.name === name)))) {
    return met;
  }
  const message = messageOf(unknown, lacking, 'incomplete');
  const wasMet = conditionOf(pod.status?.conditions, 'Initialized')?.status === 'True';
  if (message === '' || wasMet) return met;
  return { status: 'False', reason: 'ContainersNotInitialized', message };
}

function isReady(containersReady: Finding, pod: Pod, others: readonly PodCondition[]): Finding {
  if (containersReady.status !== 'True') return containersReady;
  const messages = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const gate = JSON.stringify(conditionType);
    const condition = conditionOf(others, conditionType);
    if (condition === undefined) {
      return [`corresponding condition of pod readiness gate ${gate} does not exist.`];
    }
    if (condition.status === 'True') return [];
    return [`the status of pod readiness gate ${gate} is not "True", but ${condition.status}`];
  });
  if (messages.length === 0) return met;
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

function sort(
  names: readonly string[],
  statuses: readonly ContainerStatus[],
  isFine: (status: ContainerStatus) => boolean,
): { readonly unknown: string[]; readonly lacking: string[] } {
  const unknown: string[] = [];
  const lacking: string[] = [];
  for (const name of names) {
    const status = statuses.find((candidate) => candidate.name === name);
    if (status === undefined) unknown.push(name);
    else if (!isFine(status)) lacking.push(name);
  }
  return { unknown, lacking };
}

function messageOf(unknown: string[], lacking: string[], what: string): string {
  const parts = [];
  if (unknown.length > 0) parts.push(`containers with unknown status: [${unknown.join(' ')}]`);
  if (lacking.length > 0) parts.push(`containers with ${what} status: [${lacking.join(' ')}]`);
  return parts.join(', ');
}

function hasStarted(status: ContainerStatus | undefined): boolean {
  return status?.state?.running !== undefined || status?.state?.terminated !== undefined;
}
