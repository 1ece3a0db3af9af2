import type { ClusterProvider } from '@drillyard/cluster';
import { EmbeddedClusterProvider } from '@drillyard/cluster-embedded';
import { type ContainerHost, startKindProvider } from '@drillyard/cluster-kind';
import { invariant } from '@drillyard/errors';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { ClusterProviderName } from '../config/container-settings.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER } from '../data-folder/data-folder.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { RecentFailures } from '../operator/recent-failures.js';
import { ClusterProviders } from './cluster-providers.js';
import {
  CONTAINER_HOST,
  CONTAINER_INSTANCE,
  ContainerHostModule,
} from './container-host.module.js';

/** The one place that chooses providers: the first that has what a lab requires is taken. */
@Global()
@Module({
  imports: [ContainerHostModule],
  providers: [
    {
      provide: ClusterProviders,
      inject: [
        ...[APP_CONFIG, DATA_FOLDER, LOGGER, CONTAINER_INSTANCE, CONTAINER_HOST],
        RecentFailures,
      ],
      useFactory: openProviders,
    },
  ],
  exports: [ClusterProviders],
})
export class ClustersModule implements OnApplicationShutdown {
  constructor(@Inject(ClusterProviders) private readonly clusters: ClusterProviders) {}

  async onApplicationShutdown(): Promise<void> {
    await this.clusters.close();
  }
}

async function openProviders(
  config: AppConfig,
  folder: DataFolder,
  logger: Logger,
  instance: string,
  host: ContainerHost | undefined,
  failures: RecentFailures,
): Promise<ClusterProviders> {
  const open: Record<ClusterProviderName, () => ClusterProvider | Promise<ClusterProvider>> = {
    embedded: () => embedded(folder, logger),
    kind: () => kind(config, folder, { logger, failures }, instance, host),
  };
  const providers: ClusterProvider[] = [];
  for (const name of config.clusters) providers.push(await open[name]());
  return new ClusterProviders(providers);
}

function embedded(folder: DataFolder, logger: Logger): ClusterProvider {
  return new EmbeddedClusterProvider({
    root: folder.clusters,
    onUnexpected: (error) => logger.error({ err: error }, 'an embedded API server has a bug'),
  });
}

function kind(
  { containers }: AppConfig,
  folder: DataFolder,
  { logger, failures }: { readonly logger: Logger; readonly failures: RecentFailures },
  instance: string,
  host: ContainerHost | undefined,
): Promise<ClusterProvider> {
  invariant(host !== undefined, 'the host was looked at before its clusters are taken up');
  return startKindProvider({
    ...{ host, instance, root: folder.kindClusters, settings: containers.settings },
    nodeShells: true,
    onPoolFailure: (error) => {
      logger.warn({ err: error }, 'no cluster could be made for the pool; it is tried again');
      failures.add('pool', error);
    },
  });
}
