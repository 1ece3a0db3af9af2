import type { ProviderStatus } from '@drillyard/cluster';
import { Inject, Injectable } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { liveStates } from '../lab-sessions/lab-session.js';
import { LabSessionsRepository } from '../lab-sessions/lab-sessions.repository.js';
import { Drain } from './drain.js';
import { PromptTimes } from './prompt-times.js';
import { RecentFailures } from './recent-failures.js';
import { RemovedOrphans } from './removed-orphans.js';

/** What this process counts, in Prometheus' text format; gauges are read when somebody asks. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly clusters: ClusterProviders,
    private readonly failures: RecentFailures,
    private readonly orphans: RemovedOrphans,
    private readonly drain: Drain,
    promptTimes: PromptTimes,
    @Inject(APP_CONFIG) { version }: AppConfig,
  ) {
    collectDefaultMetrics({ register: this.#registry });
    this.#registry.registerMetric(promptTimes.ready);
    this.#registry.registerMetric(promptTimes.prompt);
    this.#gauge('info', 'What this is', ['version'], (gauge) => gauge.set({ version }, 1));
    this.#gauge('draining', 'Whether labs cannot be started', [], (gauge) =>
      gauge.set(this.drain.isDraining ? 1 : 0),
    );
    this.#sessions();
    this.#providers();
    this.#counters();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  read(): Promise<string> {
    return this.#registry.metrics();
  }

  #sessions(): void {
    this.#gauge('lab_sessions', 'Lab sessions that go on', ['state'], async (gauge) => {
      const sessions = await this.repository.listAllLive();
      for (const state of liveStates) {
        gauge.set({ state }, sessions.filter((session) => session.state === state).length);
      }
    });
  }

  #providers(): void {
    const each = (name: string, help: string, labels: readonly string[], read: ReadStatus) =>
      this.#gauge(name, help, ['provider', ...labels], (gauge) => {
        for (const provider of this.clusters.all) {
          const status = provider.status?.();
          if (status === undefined) continue;
          for (const [more, value] of read(status)) {
            gauge.set({ provider: provider.name, ...more }, value);
          }
        }
      });
    const poolLabels = ['control_planes', 'workers'];
    each('clusters', 'Clusters, those of the pool among them', [], (s) => [[{}, s.clusters.used]]);
    each('clusters_max', 'Clusters at the same time', [], (s) => [[{}, s.clusters.max]]);
    each('memory_bytes', 'Memory of all clusters', [], (s) => [[{}, s.memoryBytes.used]]);
    each('memory_max_bytes', 'Memory for all clusters', [], (s) => [[{}, s.memoryBytes.max]]);
    each('waiting', 'Sessions that wait for a place', [], (s) => [[{}, s.waiting.length]]);
    each('pool_size', 'Clusters to be kept ready', poolLabels, (s) => ofPools(s, 'size'));
    each('pool_ready', 'Clusters that are ready', poolLabels, (s) => ofPools(s, 'ready'));
    each('pool_creating', 'Clusters being made ahead', poolLabels, (s) => ofPools(s, 'creating'));
  }

  #counters(): void {
    const { failures, orphans } = this;
    const registers = [this.#registry];
    new Counter({
      ...{ name: 'drillyard_failures_total', help: 'What failed, by its code', registers },
      labelNames: ['code'],
      collect() {
        this.reset();
        for (const [code, count] of failures.counts) this.inc({ code }, count);
      },
    });
    new Counter({
      name: 'drillyard_orphans_removed_total',
      ...{ help: 'What sweeps removed because no lab session owns it', registers },
      collect() {
        this.reset();
        this.inc(orphans.count);
      },
    });
  }

  #gauge<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    read: (gauge: Gauge<L>) => void | Promise<void>,
  ): void {
    new Gauge({
      ...{ name: `drillyard_${name}`, help, labelNames: [...labelNames] },
      registers: [this.#registry],
      async collect() {
        this.reset();
        await read(this);
      },
    });
  }
}

type ReadStatus = (
  status: ProviderStatus,
) => readonly (readonly [Record<string, string>, number])[];

function ofPools(status: ProviderStatus, what: 'size' | 'ready' | 'creating') {
  return status.pools.map(({ nodes, ...pool }) => {
    const { controlPlane, workers } = nodes;
    const labels = { control_planes: String(controlPlane), workers: String(workers) };
    return [labels, pool[what]] as const;
  });
}
