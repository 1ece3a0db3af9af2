import { OperationalError } from '@drillyard/errors';
import { Inject, Injectable } from '@nestjs/common';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import { HOST_ID } from '../data-folder/data-folder.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { RecentFailures } from '../operator/recent-failures.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { environmentIdOf, failLabSession } from './lab-session.js';
import { LabSessionsRepository, type StoredLabSession } from './lab-sessions.repository.js';
import { toFailure } from './to-failure.js';

/** Each look asks the engine once for all clusters; a learner notices a dead one much sooner. */
const lookMs = 30_000;

/** Tells learners whose cluster has gone under them, so that they can start anew. */
@Injectable()
export class LostClusters {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly clusters: ClusterProviders,
    private readonly builder: EnvironmentBuilder,
    @Inject(HOST_ID) private readonly host: string,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly failures: RecentFailures,
  ) {}

  start(): void {
    const look = () => {
      this.#looking = this.#looking
        .then(() => this.look())
        .catch((error: unknown) => {
          this.logger.warn({ err: error }, 'looking for clusters that are gone failed');
        });
    };
    this.#timer = setInterval(look, lookMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Fails every session that is ready and whose cluster is gone; its score stays. */
  async look(): Promise<void> {
    const lost = new Set(await this.clusters.listLost());
    if (lost.size === 0) return;
    const hosted = await this.repository.listHosted(this.host);
    const hit = hosted.filter(
      (session) => session.state === 'ready' && lost.has(environmentIdOf(session)),
    );
    for (const session of hit) await this.#fail(session);
  }

  async #fail(session: StoredLabSession): Promise<void> {
    const error = new OperationalError(
      'CLUSTER_LOST',
      'The cluster of this session is gone: its nodes were removed from the host. Start the lab again; your score stays.',
    );
    this.logger.error({ err: error, labSessionId: session.id }, 'a lab session was lost');
    this.failures.add('session', error, session.id);
    await this.repository.change(session.id, (current) =>
      current.state === 'ready' && current.generation === session.generation
        ? failLabSession(current, toFailure(error))
        : current,
    );
    await this.builder.discard(session);
  }
}
