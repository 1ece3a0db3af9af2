import { instantiateLab } from '@drillyard/lab-spec';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Labs } from '../catalog/labs.js';
import { LabsWatcher } from '../catalog/labs-watcher.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { SessionGraders } from '../grading/session-graders.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { LabEnvironments } from './lab-environments.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionsRepository } from './lab-sessions.repository.js';

/**
 * For whoever writes labs: what is saved is what sessions show and check from then on. The cluster and
 * the files stay; what a setup does differently now is seen after a reset.
 */
@Injectable()
export class LabReloading implements OnApplicationBootstrap, OnModuleDestroy {
  #watcher: LabsWatcher | undefined;

  constructor(
    private readonly labs: Labs,
    private readonly repository: LabSessionsRepository,
    private readonly environments: LabEnvironments,
    private readonly graders: SessionGraders,
    private readonly changes: LabSessionChanges,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { labsFolder, watchesLabs } = this.config;
    if (!watchesLabs) return;
    this.#watcher = new LabsWatcher(labsFolder, this.labs, this.logger, (names) =>
      this.#reload(names),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.#watcher?.close();
  }

  async #reload(names: readonly string[]): Promise<void> {
    for (const id of this.environments.ids()) {
      const session = await this.repository.find(id);
      if (session === undefined || !names.includes(session.lab)) continue;
      const lab = this.labs.find(session.lab);
      const environment = this.environments.find(id);
      if (lab === undefined || environment === undefined) continue;
      await environment.grader.close();
      const instance = instantiateLab(lab, session.seed);
      const grader = await this.graders.start(session, instance, environment);
      // Closed meanwhile: then nobody would close the new grader.
      if (this.environments.find(id) !== environment) await grader.close();
      else this.environments.add(id, { ...environment, grader });
      this.changes.publish(id);
    }
    this.logger.info({ labs: names }, 'labs read again');
  }
}
