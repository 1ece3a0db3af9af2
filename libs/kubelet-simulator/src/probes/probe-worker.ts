import type { Pod, Probe } from '../api/pod.js';
import type { ContainerRecord } from '../container/container-record.js';
import type { KubeletContext } from '../kubelet-context.js';
import { runProbe } from './run-probe.js';

/** A kubelet notices a container that has started so soon (`plegRelistPeriod`), and not before. */
const firstProbeMs = 1_000;

export type ProbeType = 'Startup' | 'Readiness' | 'Liveness';

export interface ProbeWorkerOptions {
  readonly context: KubeletContext;
  readonly type: ProbeType;
  readonly probe: Probe;
  readonly record: ContainerRecord;
  readonly pod: () => Pod;
  readonly podIp: () => string;
  /** Whether now is the time for this type: startup first, the others after it. */
  readonly isDue: () => boolean;
  readonly onChange: () => void;
}

/** Probes one start of a container, again and again until it ends (kubelet `prober/worker.go`). */
export class ProbeWorker {
  /** What the probe says of the container, its threshold reached; undefined before that. */
  verdict: boolean;
  private last: boolean | undefined;
  private run = 0;
  private cancel: () => void = () => undefined;
  private closed = false;

  constructor(private readonly options: ProbeWorkerOptions) {
    this.verdict = options.type === 'Liveness';
    const { initialDelaySeconds = 0 } = options.probe;
    const { state } = options.record;
    const sinceMs =
      state.kind === 'running'
        ? options.context.clock.now().getTime() - state.startedAt.getTime()
        : 0;
    this.schedule(Math.max(firstProbeMs, initialDelaySeconds * 1_000 - sinceMs));
  }

  close(): void {
    this.closed = true;
    this.cancel();
  }

  /** Something else has made it this probe's turn. */
  hurry(): void {
    if (!this.closed && this.last === undefined) this.schedule(0);
  }

  private schedule(afterMs: number): void {
    this.cancel();
    this.cancel = this.options.context.clock.after(afterMs, () => void this.probeOnce());
  }

  private async probeOnce(): Promise<void> {
    const { probe, record, type, isDue, podIp, context } = this.options;
    const { state } = record;
    if (this.closed || state.kind !== 'running' || state.killing) return;
    const { clock, onError } = context;
    if (isDue()) {
      const { container } = record;
      const { running } = state;
      try {
        const { node, nodeNetwork } = context;
        const from = { address: node.addresses[0] ?? '', network: nodeNetwork };
        const input = { probe, container, running, podIp: podIp(), clock, node: from };
        const { result, output } = await runProbe(input);
        if (this.closed || state.killing) return;
        this.tell(result, output);
        if (result !== 'errored') this.count(result !== 'failure');
      } catch (error) {
        onError(error);
      }
    }
    const isOver = type !== 'Readiness' && this.isDecided;
    if (!this.closed && !isOver) this.schedule((probe.periodSeconds ?? 10) * 1_000);
  }

  /** A startup probe ends with its first verdict, a liveness probe when it has failed. */
  private isDecided = false;

  private count(succeeded: boolean): void {
    const { probe, type, onChange } = this.options;
    this.run = this.last === succeeded ? this.run + 1 : 1;
    this.last = succeeded;
    const { successThreshold = 1, failureThreshold = 3 } = probe;
    if (this.run < (succeeded ? successThreshold : failureThreshold)) return;
    this.isDecided = type === 'Startup' || (type === 'Liveness' && !succeeded);
    const isNews = this.verdict !== succeeded || (type === 'Startup' && !succeeded);
    this.verdict = succeeded;
    if (isNews) onChange();
  }

  /** Whether the container is to be restarted. */
  get hasFailed(): boolean {
    return this.options.type !== 'Readiness' && this.isDecided && !this.verdict;
  }

  private tell(result: string, output: string): void {
    const { context, type, record, pod } = this.options;
    const { container } = record;
    const warn = (reason: string, text: string) =>
      context.events.container(pod(), container, 'Warning', reason, text);
    if (result === 'failure') warn('Unhealthy', `${type} probe failed: ${output}`);
    if (result === 'warning') warn('ProbeWarning', `${type} probe warning: ${output}`);
    if (result === 'errored') {
      warn('Unhealthy', `${type} probe errored and resulted in unknown state: ${output}`);
    }
  }
}
