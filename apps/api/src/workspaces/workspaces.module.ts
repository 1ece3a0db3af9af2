import { SystemClock } from '@drillyard/cluster';
import type { ContainerHost } from '@drillyard/cluster-kind';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { explainMissingImage, ToolboxWorkspaceProvider } from '@drillyard/toolbox-workspace';
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
      useFactory: openAll,
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

async function openAll(
  config: AppConfig,
  folder: DataFolder,
  logger: Logger,
  instance: string,
  host: ContainerHost | undefined,
): Promise<Workspaces> {
  if (host === undefined) return openWorkspaces(config, folder, logger, undefined);
  const { environment, toolboxImage: image } = config.containers;
  const { engine } = host;
  const clock = new SystemClock();
  const toolboxes = new ToolboxWorkspaceProvider({ engine, instance, environment, image, clock });
  const workspaces = await openWorkspaces(config, folder, logger, toolboxes);
  const problem = await explainMissingImage(engine, image);
  if (problem === undefined) return workspaces;
  logger.warn(problem);
  return { ...workspaces, notices: [...workspaces.notices, problem] };
}
