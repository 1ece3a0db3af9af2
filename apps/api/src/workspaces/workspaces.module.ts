import { SystemClock } from '@drillyard/cluster';
import type { ContainerHost } from '@drillyard/cluster-kind';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { ToolboxWorkspaceProvider } from '@drillyard/toolbox-workspace';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import {
  CONTAINER_HOST,
  CONTAINER_INSTANCE,
  ContainerHostModule,
} from '../clusters/container-host.module.js';
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
  imports: [ContainerHostModule],
  providers: [
    {
      provide: WORKSPACES,
      inject: [APP_CONFIG, DATA_FOLDER, LOGGER, CONTAINER_INSTANCE, CONTAINER_HOST],
      useFactory: (
        config: AppConfig,
        folder: DataFolder,
        logger: Logger,
        instance: string,
        host: ContainerHost | undefined,
      ) => openWorkspaces(config, folder, logger, host && toolboxes(config, instance, host)),
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

function toolboxes(
  { containers: { environment, toolboxImage } }: AppConfig,
  instance: string,
  { engine }: ContainerHost,
): ToolboxWorkspaceProvider {
  const clock = new SystemClock();
  return new ToolboxWorkspaceProvider({
    engine,
    instance,
    environment,
    image: toolboxImage,
    clock,
  });
}
