import { timestamp } from '@drillyard/cluster';
import type { Pod } from '../api/pod.js';
import { isTerminalPhase, type PodStatus } from '../api/pod-status.js';
import type { ContainerRecords } from '../container/container-record.js';
import { type ContainerKind, containerStatuses, type ProbeVerdicts } from './container-statuses.js';
import { podConditions } from './pod-conditions.js';
import { podPhase } from './pod-phase.js';
import { qosClass } from './qos-class.js';

export interface PodStatusInput {
  readonly pod: Pod;
  readonly records: ContainerRecords;
  readonly probes: ProbeVerdicts;
  readonly startTime: Date;
  readonly hostIps: readonly string[];
  /** Empty before the pod has its network. */
  readonly podIps: readonly string[];
  readonly hasSandbox: boolean;
  /** Nothing of it will be started again. */
  readonly isTerminal: boolean;
  /** Why the kubelet ended it. */
  readonly eviction: { readonly reason: string; readonly message: string } | undefined;
  readonly now: Date;
}

/** A pod's whole status as a kubelet writes it (`generateAPIPodStatus`, `mergePodStatus`). */
export function podStatus(input: PodStatusInput): PodStatus {
  const { pod, records, eviction, hostIps, podIps, hasSandbox } = input;
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  const statusesOf = (kind: ContainerKind, ofKind: typeof containers) =>
    containerStatuses({ ...input, kind, containers: ofKind });
  const init = statusesOf('init', initContainers);
  const ordinary = statusesOf('ordinary', containers);
  const ephemeral = statusesOf('ephemeral', ephemeralContainers);
  const statuses = [...init, ...ordinary];
  const phase = phaseOf(input, statuses);
  const before = pod.status ?? {};
  const { reason, message } = eviction ?? (phase === before.phase ? before : {});
  const { generation } = pod.metadata;
  const now = timestamp(input.now);
  return {
    ...kept(before),
    ...(generation !== undefined && generation > 0 && { observedGeneration: generation }),
    phase,
    conditions: podConditions({ pod, phase, statuses, hasSandbox, now }),
    ...(message !== undefined && { message }),
    ...(reason !== undefined && { reason }),
    hostIP: hostIps[0] ?? '',
    hostIPs: hostIps.map((ip) => ({ ip })),
    ...(podIps[0] !== undefined && { podIP: podIps[0], podIPs: podIps.map((ip) => ({ ip })) }),
    startTime: timestamp(input.startTime),
    ...(init.length > 0 && { initContainerStatuses: init }),
    containerStatuses: ordinary,
    ...(ephemeral.length > 0 && { ephemeralContainerStatuses: ephemeral }),
    qosClass: before.qosClass ?? qosClass(pod),
    // Containers may still run in it: nothing may be counted as ended before they have.
    ...(isTerminalPhase(phase) &&
      records.running().length > 0 && { phase: before.phase ?? 'Pending' }),
  };
}

/** Fields of a status that are not the kubelet's. */
function kept(before: PodStatus): object {
  const { nominatedNodeName } = before;
  return nominatedNodeName === undefined ? {} : { nominatedNodeName };
}

function phaseOf(input: PodStatusInput, statuses: PodStatus['containerStatuses'] = []): string {
  const { pod, records, eviction, isTerminal } = input;
  const before = pod.status?.phase;
  if (isTerminalPhase(before)) return before ?? '';
  if (eviction !== undefined) return 'Failed';
  const hasInitialized = pod.spec.containers.some(({ name }) => records.latest(name) !== undefined);
  return podPhase({ pod, statuses, isTerminal, hasInitialized });
}
