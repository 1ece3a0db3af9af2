import { isDeepStrictEqual } from 'node:util';
import {
  type Clock,
  type ComponentClient,
  type Informer,
  type InformerEvent,
  type ResourceType,
  timestamp,
} from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { coreResource, type Node, nodes, type Pod, pods } from '../api/core.js';
import {
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  type StorageClass,
  storageClasses,
} from '../api/volumes.js';
import { isNotFound, messageOf } from '../api-errors.js';
import { nameOf } from '../claim-objects.js';
import { conditionOf } from '../conditions.js';
import { type Running, runningAll } from '../controller.js';
import { isPodTerminal } from '../pod-status.js';
import { areAboutNodes, findFit, fitErrorMessage, volumeErrorMessage } from './fit.js';
import { NodeLoads } from './node-info.js';
import { SchedulingQueue } from './scheduling-queue.js';
import { bestNode } from './scores.js';
import { SeriesRecorder } from './series-recorder.js';
import { claimsFailure } from './volume-claims.js';

const namespaces: ResourceType = { ...coreResource('Namespace', 'namespaces'), namespaced: false };

export const defaultSchedulerName = 'default-scheduler';

export interface SchedulerOptions {
  /** The API as `system:kube-scheduler`. */
  readonly client: ComponentClient;
  readonly clock: Clock;
  /** Name of the machine it runs on. */
  readonly host: string;
  readonly onError: (error: unknown) => void;
}

type Attempt = NonNullable<ReturnType<SchedulingQueue['next']>>;

/** Finds a node for each pod (kube-scheduler with its default profile). Idle until a pod wants one. */
export class Scheduler implements Running {
  private readonly nodes: Informer<Node>;
  private readonly pods: Informer<Pod>;
  private readonly namespaces: Informer<KubeObject>;
  private readonly claims: Informer<PersistentVolumeClaim>;
  private readonly classes: Informer<StorageClass>;
  private readonly loads = new NodeLoads();
  private readonly queue: SchedulingQueue;
  private readonly recorder: SeriesRecorder;
  private readonly running: Running;
  private isRunning = false;
  private closed = false;

  constructor(private readonly options: SchedulerOptions) {
    const { client, clock, host, onError } = options;
    this.nodes = client.informer(nodes);
    this.pods = client.informer(pods);
    this.namespaces = client.informer(namespaces);
    this.claims = client.informer(persistentVolumeClaims);
    this.classes = client.informer(storageClasses);
    this.queue = new SchedulingQueue(clock, () => this.wake());
    this.recorder = new SeriesRecorder({
      client,
      clock,
      controller: defaultSchedulerName,
      instance: `${defaultSchedulerName}-${host}`,
      onError,
    });
    this.running = runningAll([
      this.queue,
      this.pods.subscribe((event) => this.podChanged(event)),
      this.claims.subscribe(() => this.queue.moveAll()),
      this.nodes.subscribe((event) => {
        if (event.type !== 'MODIFIED' || mattersOf(event.object, event.previous)) {
          this.queue.moveAll();
        }
      }),
    ]);
  }

  close(): void {
    this.closed = true;
    this.running.close();
  }

  private podChanged(event: InformerEvent<Pod>): void {
    const { type, object: pod } = event;
    const isAssigned = (pod.spec.nodeName ?? '') !== '';
    if (type === 'DELETED') {
      this.loads.remove(pod);
      this.queue.remove(pod);
      if (isAssigned) this.queue.moveForPod();
      return;
    }
    if (isAssigned) {
      this.loads.put(pod);
      this.queue.remove(pod);
      const before = event.type === 'MODIFIED' ? event.previous : undefined;
      const isNews = before === undefined || before.spec.nodeName !== pod.spec.nodeName;
      const hasEnded = isPodTerminal(pod) && before !== undefined && !isPodTerminal(before);
      if (isNews || hasEnded) this.queue.moveForPod();
      return;
    }
    if (!isToSchedule(pod)) {
      this.queue.remove(pod);
      return;
    }
    const before = event.type === 'MODIFIED' ? event.previous : undefined;
    if (before === undefined || !isSameRequest(pod, before)) this.queue.add(pod);
    else this.queue.refresh(pod);
  }

  private wake(): void {
    if (this.isRunning || this.closed) return;
    this.isRunning = true;
    // What is being written when the pod is seen comes first.
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    for (let next = this.queue.next(); next !== undefined; next = this.queue.next()) {
      if (this.closed) return;
      try {
        await this.schedule(next);
      } catch (error) {
        this.options.onError(error);
        this.queue.retry(next);
      }
    }
    this.isRunning = false;
  }

  private async schedule(attempt: Attempt): Promise<void> {
    const { pod } = attempt;
    const infos = [...this.nodes.list()].map((node) => this.loads.infoOf(node));
    const volumes = claimsFailure(pod, this.claims, this.classes);
    if (volumes !== undefined) {
      this.queue.failed(attempt, false);
      return this.reject(pod, 'Unschedulable', volumeErrorMessage(infos.length, volumes));
    }
    const namespaceLabels = (name: string) => this.namespaces.get('', name)?.metadata.labels;
    const { feasible, rejections } = findFit(pod, { nodes: infos, namespaceLabels });
    const chosen = bestNode(pod, feasible);
    if (chosen === undefined) {
      this.queue.failed(attempt, areAboutNodes(rejections));
      await this.reject(pod, 'Unschedulable', fitErrorMessage(rejections));
    } else await this.bind(attempt, chosen.node.metadata.name ?? '');
  }

  private async bind(attempt: Attempt, nodeName: string): Promise<void> {
    const { pod } = attempt;
    const { namespace = '', name = '', uid = '' } = pod.metadata;
    // Its place is taken from now on, whenever the cache comes to know of it.
    this.loads.put({ ...pod, spec: { ...pod.spec, nodeName } });
    try {
      await this.options.client.act(pods, { namespace, name }, 'binding', {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name, namespace, uid },
        target: { kind: 'Node', name: nodeName },
      });
    } catch (error) {
      this.loads.remove(pod);
      if (isNotFound(error)) return;
      const why = `binding rejected: running Bind plugin "DefaultBinder": ${messageOf(error)}`;
      this.queue.retry(attempt);
      return this.reject(pod, 'SchedulerError', why);
    }
    const message = `Successfully assigned ${namespace}/${name} to ${nodeName}`;
    this.recorder.event(pod, 'Normal', 'Scheduled', 'Binding', message);
  }

  private async reject(pod: Pod, reason: string, message: string): Promise<void> {
    this.recorder.event(pod, 'Warning', 'FailedScheduling', 'Scheduling', message);
    const current = this.pods.get(pod.metadata.namespace ?? '', pod.metadata.name ?? '');
    const before = conditionOf(current?.status?.conditions, 'PodScheduled');
    const isKnown =
      before?.status === 'False' && before.reason === reason && before.message === message;
    if (current === undefined || isKnown) return;
    const since = before?.status === 'False' ? before.lastTransitionTime : undefined;
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason,
      message,
      lastProbeTime: null,
      lastTransitionTime: since ?? timestamp(this.options.clock.now()),
      observedGeneration: current.metadata.generation ?? 0,
    };
    try {
      await this.options.client.patch(pods, nameOf(pod), {
        type: 'strategic',
        subresource: 'status',
        body: { status: { conditions: [condition] } },
      });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

function isToSchedule({ spec, metadata, status }: Pod): boolean {
  return (
    (spec.schedulerName ?? defaultSchedulerName) === defaultSchedulerName &&
    (spec.schedulingGates ?? []).length === 0 &&
    metadata.deletionTimestamp === undefined &&
    status?.phase !== 'Succeeded' &&
    status?.phase !== 'Failed'
  );
}

/** Whether nothing changed that could make the pod fit: its own status does not. */
function isSameRequest(pod: Pod, before: Pod): boolean {
  return (
    isDeepStrictEqual(pod.spec, before.spec) &&
    isDeepStrictEqual(pod.metadata.labels, before.metadata.labels)
  );
}

/** Whether a pod may fit now that did not before; heartbeats change nothing. */
function mattersOf(node: Node, before: Node): boolean {
  return !(
    isDeepStrictEqual(node.spec, before.spec) &&
    isDeepStrictEqual(node.metadata.labels, before.metadata.labels) &&
    isDeepStrictEqual(node.status?.allocatable, before.status?.allocatable)
  );
}
