import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOfWorkspace } from '@drillyard/lab-runner';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { Inject, Injectable } from '@nestjs/common';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER, HOST_ID } from '../data-folder/data-folder.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { RecentFailures } from '../operator/recent-failures.js';
import { RemovedOrphans } from '../operator/removed-orphans.js';
import { WORKSPACE_PROVIDER } from '../workspaces/workspaces.module.js';
import { environmentIdOf } from './lab-session.js';
import { LabSessionsRepository } from './lab-sessions.repository.js';

/** Orphans are rare and cost disk, not CPU: looking for them every few minutes is enough. */
const sweepMs = 5 * 60_000;

/** Removes the clusters, workspaces and recordings in this data folder that no live session owns. */
@Injectable()
export class LabSessionReaper {
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly clusters: ClusterProviders,
    @Inject(WORKSPACE_PROVIDER) private readonly workspaces: WorkspaceProvider,
    @Inject(DATA_FOLDER) private readonly folder: DataFolder,
    @Inject(HOST_ID) private readonly host: string,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly failures: RecentFailures,
    private readonly removed: RemovedOrphans,
  ) {}

  start(): void {
    const sweep = () => {
      this.#sweeping = this.sweep().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'removing what no lab session owns failed');
        this.failures.add('sweep', error);
      });
    };
    sweep();
    this.#timer = setInterval(sweep, sweepMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** What exists is listed before its owners: what is made in between is not in the list. */
  async sweep(): Promise<void> {
    const clusters = await this.clusters.list();
    const workspaces = await this.workspaces.list();
    const recordings = await readdir(this.folder.recordings);
    const live = await this.repository.listHosted(this.host);
    const environmentIds = new Set(live.map(environmentIdOf));
    const sessionIds = new Set(live.map(({ id }) => id));
    const isOrphan = (id: string) => !environmentIds.has(environmentOfWorkspace(id));
    for (const id of workspaces.filter(isOrphan)) {
      await this.#remove(id, () => this.workspaces.delete(id));
    }
    for (const id of clusters.filter(isOrphan)) {
      await this.#remove(id, () => this.clusters.delete(id));
    }
    for (const id of recordings.filter((name) => !sessionIds.has(name))) {
      await rm(join(this.folder.recordings, id), { recursive: true, force: true });
    }
    this.removed.swept();
  }

  /** What cannot be removed keeps nothing else from being: the next sweep tries again. */
  async #remove(orphan: string, remove: () => Promise<void>): Promise<void> {
    try {
      await remove();
      this.removed.add(orphan);
      this.logger.info({ orphan }, 'removed what no lab session owns');
    } catch (error) {
      this.logger.warn({ err: error, orphan }, 'removing what no lab session owns failed');
      this.failures.add('sweep', error, orphan);
    }
  }
}
