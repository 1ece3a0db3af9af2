import type { Container, Pod } from '../api/pod.js';
import type { ContainerRecord } from '../container/container-record.js';
import type { KubeletContext } from '../kubelet-context.js';
import type { ProbeVerdicts } from '../status/container-statuses.js';
import { type ProbeType, ProbeWorker } from './probe-worker.js';

export interface PodProbesOptions {
  readonly context: KubeletContext;
  readonly pod: () => Pod;
  readonly podIp: () => string;
  readonly onChange: () => void;
}

type Workers = Partial<Record<ProbeType, ProbeWorker>>;

/** The probes of a pod's running containers (kubelet `prober/prober_manager.go`). */
export class PodProbes implements ProbeVerdicts {
  private readonly workers = new Map<string, Workers>();

  constructor(private readonly options: PodProbesOptions) {}

  /** Begins to probe a container that has just been started. */
  begin(record: ContainerRecord): void {
    const { container } = record;
    this.end(container.name);
    const { startupProbe, readinessProbe, livenessProbe } = container;
    if (!startupProbe && !readinessProbe && !livenessProbe) return;
    const workers: Workers = {};
    this.workers.set(container.name, workers);
    const add = (type: ProbeType, probe: typeof startupProbe) => {
      if (probe === undefined) return;
      const isDue = () => type === 'Startup' || this.isStarted(container);
      const onChange = () => this.changed(workers);
      workers[type] = new ProbeWorker({ ...this.options, type, probe, record, isDue, onChange });
    };
    add('Startup', startupProbe);
    add('Readiness', readinessProbe);
    add('Liveness', livenessProbe);
  }

  end(name: string): void {
    for (const worker of Object.values(this.workers.get(name) ?? {})) worker.close();
    this.workers.delete(name);
  }

  close(): void {
    for (const name of [...this.workers.keys()]) this.end(name);
  }

  isStarted({ name }: Container): boolean {
    return this.workers.get(name)?.Startup?.verdict ?? true;
  }

  isReady({ name }: Container): boolean {
    return this.workers.get(name)?.Readiness?.verdict ?? true;
  }

  /** Which probe says that a container has to be restarted. */
  failed(name: string): 'liveness' | 'startup' | undefined {
    const { Startup, Liveness } = this.workers.get(name) ?? {};
    if (Startup?.hasFailed) return 'startup';
    return Liveness?.hasFailed ? 'liveness' : undefined;
  }

  /** What waited for the container to start does so no longer. */
  private changed({ Startup, Readiness, Liveness }: Workers): void {
    if (Startup?.verdict === true) {
      Readiness?.hurry();
      Liveness?.hurry();
    }
    this.options.onChange();
  }
}
