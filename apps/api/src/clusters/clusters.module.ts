import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER } from '../data-folder/data-folder.module.js';
import { ClusterProviders } from './cluster-providers.js';

/** The one place that chooses providers: the first that has what a lab requires is taken. */
@Global()
@Module({
  providers: [
    {
      provide: ClusterProviders,
      inject: [DATA_FOLDER],
      useFactory: (_folder: DataFolder) => new ClusterProviders([]),
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
