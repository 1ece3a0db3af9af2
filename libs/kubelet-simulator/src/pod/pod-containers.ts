import { type Container, formatPod, isSidecar, type Pod } from '../api/pod.js';
import { goDuration } from '../back-off.js';
import type { ContainerRecord, ContainerRecords } from '../container/container-record.js';
import { runHook } from '../container/lifecycle-hook.js';
import type { PodPlace } from '../container/pod-field.js';
import { StartError, startContainer } from '../container/start-container.js';
import { stopContainer } from '../container/stop-container.js';
import type { KubeletContext } from '../kubelet-context.js';
import type { PodProbes } from '../probes/pod-probes.js';
import type { ContainerEnd } from '../runtime/index.js';
import type { PodVolumes } from '../volumes/pod-volumes.js';
import { podActions } from './pod-actions.js';
import { PullSecrets } from './pull-secrets.js';
import { type InterruptedContainer, restoreRecords } from './restore-records.js';

export interface PodContainersOptions {
  readonly context: KubeletContext;
  readonly records: ContainerRecords;
  readonly probes: PodProbes;
  readonly volumes: PodVolumes;
  readonly pod: () => Pod;
  readonly place: () => PodPlace;
  readonly wake: (afterMs?: number) => void;
}

const patienceMsMax = 300_000;

/** Starts, watches and stops the containers of one pod (kuberuntime `SyncPod`). */
export class PodContainers {
  /** A container has ended since the last look: to be shown before it is started again. */
  hasNews = false;
  private closed = false;
  /** How often in a row a container could not be configured. */
  private readonly misconfigured = new Map<string, number>();
  private interrupted: readonly InterruptedContainer[] | undefined;

  constructor(private readonly options: PodContainersOptions) {
    const { records, pod } = options;
    this.interrupted = restoreRecords(pod(), records);
  }

  /** Does what is to be done; `isDone` where nothing is left to run. */
  async sync(): Promise<{ readonly isDone: boolean }> {
    this.hasNews = false;
    const { records, probes, pod } = this.options;
    const secrets = new PullSecrets(this.options.context, pod());
    await this.resume(secrets);
    const { start, kill, isDone } = podActions(pod(), records, probes);
    for (const { record, message } of kill) void this.stop(record, this.graceMs(record), message);
    if (isDone) return { isDone };
    for (const container of start) await this.start(container, secrets);
    return { isDone: false };
  }

  /** Resolves when none is left; sidecars end after those they serve. */
  async stopAll(graceMs: number): Promise<void> {
    const { records, pod } = this.options;
    const running = records.running();
    const sidecars = (pod().spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name);
    const rank = ({ container }: ContainerRecord) => sidecars.indexOf(container.name);
    const exits = running.map((record) => ({ rank: rank(record), exit: exitOf(record) }));
    const stops = running.map((record) => {
      const own = rank(record);
      const before = exits.filter((other) => own >= 0 && (other.rank < 0 || other.rank > own));
      const turn = Promise.all(before.map(({ exit }) => exit)).then(() => undefined);
      return this.stop(record, graceMs, undefined, before.length > 0 ? turn : undefined);
    });
    await Promise.all(stops);
    await Promise.all(exits.map(({ exit }) => exit));
  }

  killAll(): void {
    for (const { state } of this.options.records.running()) {
      if (state.kind === 'running') state.running.kill('SIGKILL');
    }
  }

  /** Ends the processes, and tells nobody: the pods go on when somebody takes them up. */
  close(): void {
    this.closed = true;
    this.killAll();
  }

  /** Goes on with what ran before this process did. */
  private async resume(secrets: PullSecrets): Promise<void> {
    const { interrupted } = this;
    this.interrupted = undefined;
    for (const { container, attempt, ...adopted } of interrupted ?? []) {
      await this.run(container, attempt, secrets, adopted).catch((error) => {
        if (!(error instanceof StartError)) throw error;
      });
    }
  }

  private async start(container: Container, secrets: PullSecrets): Promise<void> {
    const { context, records, pod, wake } = this.options;
    const { name } = container;
    const last = records.latest(name);
    if (last?.state.kind === 'exited') {
      const key = backOffKey(pod(), container);
      const finishedMs = last.state.finishedAt?.getTime() ?? 0;
      const waitMs = context.backOff.remainingMs(key, finishedMs);
      if (waitMs > 0) {
        this.backOff(container, waitMs, context.backOff.delayMs(key));
        return;
      }
      context.backOff.next(key, finishedMs);
    }
    try {
      await this.run(container, last === undefined ? 0 : last.attempt + 1, secrets);
      records.failures.delete(name);
      this.misconfigured.delete(name);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      const { reason, message, retryMs, record } = error;
      if (record !== undefined) records.add(record);
      records.failures.set(name, { reason, message });
      const isMistake = reason === 'CreateContainerConfigError';
      wake(isMistake ? this.patience(name, retryMs) : retryMs);
    }
  }

  /** Mistakes rarely heal by themselves, and objects that come to be are heard of: later each time. */
  private patience(name: string, firstMs: number): number {
    const times = this.misconfigured.get(name) ?? 0;
    this.misconfigured.set(name, times + 1);
    return Math.min(firstMs * 2 ** times, patienceMsMax);
  }

  private backOff(container: Container, waitMs: number, delayMs: number): void {
    const { context, records, pod, wake } = this.options;
    const shown = formatPod(pod());
    const message = `back-off ${goDuration(delayMs)} restarting failed container=${container.name} pod=${shown}`;
    wake(waitMs);
    if (records.failures.get(container.name)?.message === message) return;
    records.failures.set(container.name, { reason: 'CrashLoopBackOff', message });
    const told = `Back-off restarting failed container ${container.name} in pod ${shown}`;
    context.events.container(pod(), container, 'Warning', 'BackOff', told);
  }

  private async run(
    container: Container,
    attempt: number,
    secrets: PullSecrets,
    adopted?: { readonly id: string; readonly startedAt: Date },
  ): Promise<void> {
    const { context, records, volumes, probes, pod, place, wake } = this.options;
    const record = await startContainer({
      context,
      pod: pod(),
      container,
      attempt,
      volumes,
      place: place(),
      pullSecrets: await secrets.get(),
      ...(adopted && { adopted }),
    });
    records.add(record);
    const { state } = record;
    if (state.kind !== 'running') return;
    state.running.exit.then((end) => {
      if (this.closed) return;
      this.ended(record, end);
      wake();
    }, context.onError);
    if (container.lifecycle?.postStart && !adopted) this.postStart(record);
    probes.begin(record);
    // What comes after a sidecar waits for it.
    if (isSidecar(container)) wake();
  }

  private postStart(record: ContainerRecord): void {
    const { context, pod, place, wake } = this.options;
    const { container, state } = record;
    const handler = container.lifecycle?.postStart;
    if (state.kind !== 'running' || handler === undefined) return;
    state.starting = true;
    const { running } = state;
    const podIp = place().podIps[0] ?? '';
    const { clock, events } = context;
    const hook = runHook({ handler, container, running, podIp, clock }).catch(() => false);
    void hook.then((succeeded) => {
      state.starting = false;
      if (!succeeded && record.state === state) {
        events.container(
          pod(),
          container,
          'Warning',
          'FailedPostStartHook',
          'PostStartHook failed',
        );
        void this.stop(record, this.graceMs(record), 'FailedPostStartHook');
      }
      wake();
    });
  }

  private ended(record: ContainerRecord, end: ContainerEnd): void {
    const { context, probes } = this.options;
    const { state } = record;
    if (state.kind !== 'running') return;
    const { exitCode, reason } = end;
    record.log.close();
    probes.end(record.container.name);
    record.state = {
      kind: 'exited',
      startedAt: state.startedAt,
      finishedAt: context.clock.now(),
      exitCode,
      reason,
      ...messageOf(record, exitCode),
    };
    this.hasNews = true;
  }

  private stop(
    record: ContainerRecord,
    graceMs: number,
    message?: string,
    turn?: Promise<void>,
  ): Promise<void> {
    const { context, pod, place } = this.options;
    const { clock, events, onError } = context;
    const podIp = place().podIps[0] ?? '';
    const said = { ...(message !== undefined && { message }), ...(turn && { turn }) };
    const input = { clock, events, pod: pod(), record, podIp, graceMs, ...said };
    return stopContainer(input).catch(onError);
  }

  private graceMs({ container }: ContainerRecord): number {
    const { probes, pod } = this.options;
    const failed = probes.failed(container.name);
    const probe = failed === 'startup' ? container.startupProbe : container.livenessProbe;
    const own = failed === undefined ? undefined : probe?.terminationGracePeriodSeconds;
    return (own ?? pod().spec.terminationGracePeriodSeconds ?? 30) * 1_000;
  }
}

function exitOf({ state }: ContainerRecord): Promise<unknown> {
  return state.kind === 'running' ? state.running.exit : Promise.resolve();
}

function backOffKey(pod: Pod, { name, image }: Container): string {
  return `${pod.metadata.uid}_${name}_${image}`;
}

/** So much of a log's end stands for a message nobody wrote (`MaxContainerTerminationMessageLogLength`). */
const messageBytesMax = 2_048;

function messageOf({ container, log }: ContainerRecord, exitCode: number): { message?: string } {
  if (exitCode === 0 || container.terminationMessagePolicy !== 'FallbackToLogsOnError') return {};
  const bytes = Buffer.concat(log.from(0).map((entry) => entry.bytes));
  return { message: bytes.subarray(-messageBytesMax).toString() };
}
