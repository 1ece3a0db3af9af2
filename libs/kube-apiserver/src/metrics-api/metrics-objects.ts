import type { KubeObject } from '@drillyard/kube-objects';
import {
  addUsage,
  amount,
  containerUsage,
  fraction,
  type MeasuredContainer,
  resolutionMs,
  type Usage,
  usageList,
} from './container-usage.js';
import { metricsVersion, simulatedAnnotation, simulatedNote } from './metrics-resources.js';

/** A container shows no figures before two samples of it were taken. */
const firstFigureMs = resolutionMs;
/** What a node's own programs use: the kubelet, the container runtime, the system. */
const nodeItself: Usage = { cpuNanos: 42_000_000, memoryBytes: 410 * 1_048_576 };

interface ContainerSpec {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly resources?: {
    readonly requests?: MeasuredContainer['requests'];
    readonly limits?: MeasuredContainer['limits'];
  };
  readonly restartPolicy?: string;
}
interface ContainerStatus {
  readonly name: string;
  readonly containerID?: string;
  readonly state?: { readonly running?: { readonly startedAt?: string | null } };
}
/** core/v1 `Pod`, the fields that figures come from. */
interface MeasuredPod extends KubeObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly containers?: readonly ContainerSpec[];
    readonly initContainers?: readonly ContainerSpec[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerMetrics {
  readonly name: string;
  readonly usage: Usage;
}

/** Whether its kubelet says nothing any more: then nobody can ask it for figures. */
export function isSilent(node: KubeObject | undefined): boolean {
  const { conditions = [] } =
    (node as { status?: { conditions?: { type: string; status: string }[] } })?.status ?? {};
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'Unknown');
}

/** On which node a pod runs; empty for one that waits. */
export function nodeNameOf(pod: KubeObject): string {
  return (pod as MeasuredPod).spec?.nodeName ?? '';
}

/** A PodMetrics; undefined while there are no figures of all that runs in the pod. */
export function podMetrics(pod: KubeObject, now: Date): KubeObject | undefined {
  const measured = measure(pod as MeasuredPod, now);
  if (measured === undefined) return undefined;
  const { name = '', namespace = '', labels } = pod.metadata;
  return {
    kind: 'PodMetrics',
    apiVersion: metricsVersion,
    metadata: metadataOf({ name, namespace, labels }, now),
    ...sampled(now),
    containers: measured.map(({ name, usage }) => ({ name, usage: usageList(usage) })),
  } as KubeObject;
}

/** A NodeMetrics: what its pods use and what it uses itself, and no more than there is. */
export function nodeMetrics(
  node: KubeObject,
  pods: Iterable<KubeObject>,
  now: Date,
): KubeObject | undefined {
  const { name = '', labels, creationTimestamp } = node.metadata;
  if (isSilent(node)) return undefined;
  if (now.getTime() - Date.parse(creationTimestamp ?? '') < firstFigureMs) return undefined;
  const noise = 0.9 + 0.2 * fraction(`${name}/${Math.floor(now.getTime() / resolutionMs)}`);
  let usage: Usage = { ...nodeItself, cpuNanos: Math.round(nodeItself.cpuNanos * noise) };
  for (const pod of pods as Iterable<MeasuredPod>) {
    if (nodeNameOf(pod) !== name) continue;
    for (const container of measure(pod, now) ?? []) usage = addUsage(usage, container.usage);
  }
  const { allocatable } =
    (node as { status?: { allocatable?: Record<string, string> } }).status ?? {};
  const bounded: Usage = {
    cpuNanos: Math.min(usage.cpuNanos, amount(allocatable?.['cpu'], -9) || usage.cpuNanos),
    memoryBytes: Math.min(
      usage.memoryBytes,
      amount(allocatable?.['memory'], 0) || usage.memoryBytes,
    ),
  };
  return {
    kind: 'NodeMetrics',
    apiVersion: metricsVersion,
    metadata: metadataOf({ name, labels }, now),
    ...sampled(now),
    usage: usageList(bounded),
  } as KubeObject;
}

function measure(
  { metadata, spec, status }: MeasuredPod,
  now: Date,
): ContainerMetrics[] | undefined {
  if (status?.phase !== 'Running') return undefined;
  const sidecars = (spec?.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const measured: ContainerMetrics[] = [];
  for (const container of [...sidecars, ...(spec?.containers ?? [])]) {
    const { state } = statuses.find(({ name }) => name === container.name) ?? {};
    const startedAt = new Date(state?.running?.startedAt ?? Number.NaN);
    // What has ended uses nothing and is left out, as metrics-server does.
    if (Number.isNaN(startedAt.getTime())) continue;
    if (now.getTime() - startedAt.getTime() < firstFigureMs) return undefined;
    const { name, image = '', command = [], args = [], resources } = container;
    const key = `${metadata.namespace}/${metadata.name}/${metadata.uid}/${name}`;
    const what = { key, image, command: [...command, ...args], ...resources, startedAt };
    measured.push({ name, usage: containerUsage(what, now) });
  }
  return measured.length === 0 ? undefined : measured;
}

function metadataOf(identity: object, now: Date): object {
  return {
    ...identity,
    creationTimestamp: seconds(now),
    annotations: { [simulatedAnnotation]: simulatedNote },
  };
}

/** When the figures were taken, and of how long a time they tell. */
function sampled(now: Date): object {
  const at = new Date(Math.floor(now.getTime() / resolutionMs) * resolutionMs);
  return { timestamp: seconds(at), window: `${resolutionMs / 1_000}s` };
}

function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
