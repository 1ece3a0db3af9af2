import { isStatic } from '../api/mirror-pod.js';
import { type Pod, podContainers } from '../api/pod.js';
import { isTerminalPhase } from '../api/pod-status.js';
import { ContainerRecords } from '../container/container-record.js';
import type { PodPlace } from '../container/pod-field.js';
import type { KubeletContext } from '../kubelet-context.js';
import { PodProbes } from '../probes/pod-probes.js';
import { podStatus } from '../status/pod-status.js';
import { StatusWriter } from '../status/status-writer.js';
import { MountError, PodVolumes } from '../volumes/pod-volumes.js';
import { PodContainers } from './pod-containers.js';

/** Of a volume that cannot be mounted: half a second, doubling (`exponentialbackoff`). */
const mountRetryMs = { first: 500, longest: 122_000 };

const deadline = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
};

export interface PodWorkerOptions {
  readonly context: KubeletContext;
  readonly pod: Pod;
  /** Looks at the pod again, now or later. */
  readonly wake: (afterMs?: number) => void;
}

/**
 * Makes one pod be what its object says and its object say what it is. Level-triggered: each
 * {@link sync} looks at what there is, does what can be done at once and writes the status if it
 * has changed (kubelet `pod_workers.go`, `SyncPod`).
 */
export class PodWorker {
  readonly records = new ContainerRecords();
  readonly probes: PodProbes;
  readonly volumes: PodVolumes;
  readonly containers: PodContainers;
  private current: Pod;
  private readonly statuses: StatusWriter;
  /** When the node took it up. */
  readonly startTime: Date;
  private hasSandbox = false;
  private removed = false;
  private evicted = false;
  private ending: Promise<void> | undefined;
  private ended = false;
  private mountFailures = 0;

  constructor(private readonly options: PodWorkerOptions) {
    const { context, pod, wake } = options;
    this.current = pod;
    this.statuses = new StatusWriter(context.client);
    this.startTime = pod.status?.startTime ? new Date(pod.status.startTime) : context.clock.now();
    const podIp = () => this.place.podIps[0] ?? '';
    this.probes = new PodProbes({ context, pod: () => this.current, podIp, onChange: wake });
    this.volumes = new PodVolumes(context.volumeOptions);
    this.containers = new PodContainers({
      context,
      records: this.records,
      probes: this.probes,
      volumes: this.volumes,
      pod: () => this.current,
      place: () => this.place,
      wake,
    });
  }

  get pod(): Pod {
    return this.current;
  }

  /** Nothing of the pod is left on the node, and its object is gone. */
  get isFinished(): boolean {
    return this.removed && this.ended;
  }

  /** Files or variables of the pod come from ConfigMaps or Secrets. */
  get refersToObjects(): boolean {
    const waits = this.isWaitingForObjects;
    return waits || this.volumes.isProjected;
  }

  /** It would start if something else were there, or another. */
  get isWaitingForObjects(): boolean {
    const failures = [...this.records.failures.values()];
    const isMisconfigured = failures.some(({ reason }) => reason === 'CreateContainerConfigError');
    return isMisconfigured || this.mountFailures > 0;
  }

  /** It has a sandbox, or had one. */
  get hasStarted(): boolean {
    return this.hasSandbox || this.ended;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  update(pod: Pod): void {
    this.current = pod;
  }

  /** The object is gone: what runs is to end at once. A static pod, whose file is gone, ends in peace. */
  remove(): void {
    this.removed = true;
  }

  /** Stops following what runs, which ends with this process. */
  close(): void {
    this.probes.close();
    this.containers.close();
  }

  /** What the pod's files come from has changed. */
  refresh(): void {
    this.volumes.refresh(this.current, this.place).catch(this.options.context.onError);
  }

  /** Somebody is about to look into the pod. */
  async renewVolumes(): Promise<void> {
    await this.volumes.renew(this.current, this.place).catch(this.options.context.onError);
  }

  async sync(): Promise<void> {
    const isOver = isTerminalPhase(this.current.status?.phase);
    const isDeleted = this.current.metadata.deletionTimestamp !== undefined;
    if (this.removed || isDeleted || isOver || this.isPastDeadline()) return this.terminate();
    const { clock, events } = this.options.context;
    if (!this.openSandbox()) return this.writeStatus();
    try {
      await this.volumes.mount(this.current, this.place);
    } catch (error) {
      if (!(error instanceof MountError)) throw error;
      events.pod(this.current, 'Warning', 'FailedMount', error.message);
      const { first, longest } = mountRetryMs;
      this.options.wake(Math.min(first * 2 ** this.mountFailures++, longest));
      return this.writeStatus();
    }
    this.mountFailures = 0;
    this.hasSandbox = true;
    if (this.containers.hasNews) await this.writeStatus();
    const { isDone } = await this.containers.sync();
    if (isDone) return this.terminate();
    this.scheduleDeadline(clock.now());
    await this.writeStatus();
  }

  /** What the pod's fields say of where it is. */
  get place(): PodPlace {
    const { node, addresses } = this.options.context;
    const { uid = '' } = this.current.metadata;
    const own = addresses.of(uid);
    if (this.current.spec.hostNetwork) return { hostIps: node.addresses, podIps: node.addresses };
    return { hostIps: node.addresses, podIps: own === undefined ? [] : [own] };
  }

  /** Whether the pod has an address; a kubelet waits for the range of its node. */
  private openSandbox(): boolean {
    const { events, addresses } = this.options.context;
    if (this.place.podIps.length > 0) return true;
    if (!addresses.isReady) return false;
    const why = 'plugin type="bridge" failed (add): no IP addresses available in range set';
    const message = `Failed to create pod sandbox: rpc error: code = Unknown desc = ${why}`;
    events.pod(this.current, 'Warning', 'FailedCreatePodSandBox', message);
    this.options.wake(10_000);
    return false;
  }

  /** Ends what runs, then the object (`SyncTerminatingPod`, `SyncTerminatedPod`). */
  private async terminate(): Promise<void> {
    if (this.records.running().length > 0) {
      if (this.ending === undefined) {
        this.ending = this.containers.stopAll(this.isGone ? 0 : this.graceMs());
        this.ending.then(() => this.options.wake(), this.options.context.onError);
      } else if (this.isGone) this.containers.killAll();
      if (!this.removed) await this.writeStatus();
      return;
    }
    this.probes.close();
    this.ended = true;
    if (this.removed) return;
    this.hasSandbox = false;
    await this.writeStatus(true);
    if (this.current.metadata.deletionTimestamp === undefined) return;
    await this.statuses.delete(this.current);
  }

  private get isGone(): boolean {
    return this.removed && !isStatic(this.current);
  }

  private graceMs(): number {
    const { metadata, spec } = this.current;
    const { deletionGracePeriodSeconds } = metadata;
    return (deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30) * 1_000;
  }

  private isPastDeadline(): boolean {
    if (this.evicted) return true;
    if (this.deadlineInMs(this.options.context.clock.now()) > 0) return false;
    this.evicted = true;
    const { events } = this.options.context;
    events.pod(this.current, 'Normal', deadline.reason, deadline.message);
    return true;
  }

  private deadlineInMs(now: Date): number {
    const { activeDeadlineSeconds } = this.current.spec;
    if (activeDeadlineSeconds === undefined) return Number.POSITIVE_INFINITY;
    return this.startTime.getTime() + activeDeadlineSeconds * 1_000 - now.getTime();
  }

  private scheduleDeadline(now: Date): void {
    const leftMs = this.deadlineInMs(now);
    if (Number.isFinite(leftMs)) this.options.wake(leftMs);
  }

  private async writeStatus(isTerminal = false): Promise<void> {
    const { node, clock } = this.options.context;
    const status = podStatus({
      pod: this.current,
      records: this.records,
      probes: this.probes,
      startTime: this.startTime,
      hostIps: node.addresses,
      podIps: this.hasSandbox || isTerminal ? this.place.podIps : [],
      hasSandbox: this.hasSandbox,
      isTerminal,
      eviction: this.evicted ? deadline : undefined,
      now: clock.now(),
    });
    const written = await this.statuses.write(this.current, status);
    if (written === undefined || this.removed || podContainers(written).length === 0) return;
    this.current = isStatic(this.current)
      ? { ...this.current, status: { ...written.status } }
      : written;
  }
}
