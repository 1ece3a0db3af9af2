import { EmbeddedClusterProvider } from '@drillyard/cluster-embedded';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER } from '../data-folder/data-folder.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { ClusterProviders } from './cluster-providers.js';

/** The one place that chooses providers: the first that has what a lab requires is taken. */
@Global()
@Module({
  providers: [
    {
      provide: ClusterProviders,
      inject: [DATA_FOLDER, LOGGER],
      useFactory: (folder: DataFolder, logger: Logger) =>
        new ClusterProviders([embedded(folder, logger)]),
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

function embedded(folder: DataFolder, logger: Logger): EmbeddedClusterProvider {
  return new EmbeddedClusterProvider({
    root: folder.clusters,
    onUnexpected: (error) => logger.error({ err: error }, 'an embedded API server has a bug'),
  });
}
