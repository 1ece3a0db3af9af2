import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { HOST_ID } from '../data-folder/data-folder.module.js';
import { LiveTerminals } from '../terminals/live-terminals.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { LabEnvironments } from './lab-environments.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionReaper } from './lab-session-reaper.js';
import { LabSessionReconciler } from './lab-session-reconciler.js';
import { LabSessionReopening } from './lab-session-reopening.js';
import { LabSessionsRepository } from './lab-sessions.repository.js';
import { LostClusters } from './lost-clusters.js';

/** Sessions opened again side by side after a restart; each is CPU work for a few milliseconds. */
const reopenMax = 4;

/** What happens to lab sessions when the server starts and when it stops. */
@Injectable()
export class LabSessionsLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  #reopening: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(
    private readonly repository: LabSessionsRepository,
    private readonly reconciler: LabSessionReconciler,
    private readonly reaper: LabSessionReaper,
    private readonly reopening: LabSessionReopening,
    private readonly lostClusters: LostClusters,
    private readonly environments: LabEnvironments,
    private readonly builder: EnvironmentBuilder,
    private readonly terminals: LiveTerminals,
    private readonly changes: LabSessionChanges,
    @Inject(HOST_ID) private readonly host: string,
  ) {}

  /** Learners need not wait for each other's clusters: the server listens meanwhile. */
  async onApplicationBootstrap(): Promise<void> {
    const hosted = await this.repository.listHosted(this.host);
    const ready = hosted.filter(({ state }) => state === 'ready');
    const queue = ready.values();
    const reopenNext = async () => {
      for (const session of queue) {
        if (this.#stopping.signal.aborted) return;
        await this.reopening.reopen(session, this.#stopping.signal);
      }
    };
    this.#reopening = Promise.all(Array.from({ length: reopenMax }, reopenNext)).then(
      () => undefined,
    );
    await this.reconciler.start();
    this.reaper.start();
    this.lostClusters.start();
  }

  /** Rows, clusters and files stay as they are for the next start. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort(new Error('the server stops'));
    this.changes.complete();
    await this.terminals.detachAll();
    await Promise.all([
      this.reconciler.stop(),
      this.reaper.stop(),
      this.lostClusters.stop(),
      this.#reopening,
    ]);
    await Promise.all(this.environments.ids().map((id) => this.builder.close(id)));
  }
}
