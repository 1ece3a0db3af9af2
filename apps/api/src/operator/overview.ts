import type { ClusterProvider, ProviderStatus } from '@drillyard/cluster';
import type { ContainerHost } from '@drillyard/cluster-kind';
import { Inject, Injectable } from '@nestjs/common';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import { CONTAINER_HOST, CONTAINER_INSTANCE } from '../clusters/container-host.module.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { DATABASE } from '../database/database.module.js';
import type { Database } from '../database/open-database.js';
import { environmentIdOf } from '../lab-sessions/lab-session.js';
import { LabSessionsRepository } from '../lab-sessions/lab-sessions.repository.js';
import type { Workspaces } from '../workspaces/open-workspaces.js';
import { WORKSPACES } from '../workspaces/workspaces.module.js';
import { Drain } from './drain.js';
import type { OperatedSession, OperatorOverview } from './operator.dto.js';
import { RecentFailures } from './recent-failures.js';
import { RemovedOrphans } from './removed-orphans.js';

const startedAt = new Date(Date.now() - process.uptime() * 1000);

type StoredSession = Awaited<ReturnType<LabSessionsRepository['listAllLive']>>[number];

/** What whoever runs the server looks at. */
@Injectable()
export class Overview {
  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly clusters: ClusterProviders,
    private readonly drain: Drain,
    private readonly failures: RecentFailures,
    private readonly orphans: RemovedOrphans,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WORKSPACES) private readonly workspaces: Workspaces,
    @Inject(CONTAINER_HOST) private readonly host: ContainerHost | undefined,
    @Inject(CONTAINER_INSTANCE) private readonly instance: string,
  ) {}

  async read(): Promise<OperatorOverview> {
    const stored = await this.repository.listAllLive();
    const statuses = this.clusters.all.map((provider) => ({
      provider,
      status: provider.status?.(),
    }));
    const queue = statuses.flatMap(({ status }) => status?.waiting.map(({ id }) => id) ?? []);
    return {
      ...{ version: this.config.version, instance: this.instance, database: this.database.engine },
      startedAt: startedAt.toISOString(),
      isolation: this.workspaces.provider.isolation,
      ...(this.host && { engine: engineOf(this.host) }),
      warnings: [...(this.host?.warnings ?? [])],
      isDraining: this.drain.isDraining,
      sessions: inOrder(stored.map((session) => toSession(session, queue))),
      providers: statuses.map((each) => toProvider(each, stored)),
      failures: this.failures.list.map(({ at, subject, command, ...failure }) => ({
        ...{ ...failure, at: at.toISOString(), ...(subject !== undefined && { subject }) },
        ...(command && { command }),
      })),
      sweeps: {
        ...(this.orphans.sweptAt && { sweptAt: this.orphans.sweptAt.toISOString() }),
        removed: this.orphans.list.map(({ at, name }) => ({ at: at.toISOString(), name })),
      },
    };
  }
}

function engineOf({ info, kindVersion }: ContainerHost) {
  const { name, version, rootless } = info;
  return { name, version, rootless, kindVersion };
}

function toSession(session: StoredSession, queue: readonly string[]): OperatedSession {
  const { id, lab, state, learnerName, terminals, createdAt, readyAt, expiresAt } = session;
  const step = session.steps.find((each) => each.state === 'running')?.text;
  const ahead = queue.indexOf(environmentIdOf(session));
  return {
    ...{ id, lab, state, terminals, learner: learnerName, createdAt: createdAt.toISOString() },
    ...(session.cluster && { provider: session.cluster.provider }),
    ...(step !== undefined && { step }),
    ...(ahead >= 0 && { ahead }),
    ...(readyAt && { readyAt: readyAt.toISOString() }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
  };
}

/** Who waits first, then as they were started. */
function inOrder(sessions: readonly OperatedSession[]): OperatedSession[] {
  const rank = ({ ahead = Number.MAX_SAFE_INTEGER }: OperatedSession) => ahead;
  return sessions.toSorted((a, b) => rank(a) - rank(b));
}

function toProvider(
  {
    provider,
    status,
  }: { readonly provider: ClusterProvider; readonly status: ProviderStatus | undefined },
  sessions: readonly StoredSession[],
): OperatorOverview['providers'][number] {
  return {
    name: provider.name,
    clusters: sessions.filter(({ cluster }) => cluster?.provider === provider.name).length,
    ...(status && { capacity: { clusters: status.clusters, memoryBytes: status.memoryBytes } }),
    waiting: status?.waiting.length ?? 0,
    pools: (status?.pools ?? []).map(({ nodes, ...pool }) => ({
      ...{ controlPlanes: nodes.controlPlane, workers: nodes.workers, ...pool },
    })),
  };
}
