import type { WorkspaceProvider } from '@drillyard/terminal';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER } from '../data-folder/data-folder.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { openWorkspaces, type Workspaces } from './open-workspaces.js';

/** Injects the {@link Workspaces}: the provider and what there is to say about it. */
export const WORKSPACES = Symbol('Workspaces');
/** Injects the {@link WorkspaceProvider}. */
export const WORKSPACE_PROVIDER = Symbol('WorkspaceProvider');

@Global()
@Module({
  providers: [
    {
      provide: WORKSPACES,
      inject: [APP_CONFIG, DATA_FOLDER, LOGGER],
      useFactory: (config: AppConfig, folder: DataFolder, logger: Logger) =>
        openWorkspaces(config, folder, logger),
    },
    {
      provide: WORKSPACE_PROVIDER,
      inject: [WORKSPACES],
      useFactory: ({ provider }: Workspaces) => provider,
    },
  ],
  exports: [WORKSPACES, WORKSPACE_PROVIDER],
})
export class WorkspacesModule implements OnApplicationShutdown {
  constructor(@Inject(WORKSPACE_PROVIDER) private readonly workspaces: WorkspaceProvider) {}

  async onApplicationShutdown(): Promise<void> {
    await this.workspaces.close();
  }
}
