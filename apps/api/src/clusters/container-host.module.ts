import { readFile } from 'node:fs/promises';
import {
  type ContainerHost,
  ExecaCommandRunner,
  findContainerHost,
  instanceName,
} from '@drillyard/cluster-kind';
import { Global, Module } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER, HOST_ID } from '../data-folder/data-folder.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';

/** Injects the {@link ContainerHost}; undefined where no clusters of containers are wanted. */
export const CONTAINER_HOST = Symbol('ContainerHost');
/** Injects the name that everything this server makes in an engine begins with. */
export const CONTAINER_INSTANCE = Symbol('ContainerInstance');

@Global()
@Module({
  providers: [
    {
      provide: CONTAINER_HOST,
      inject: [APP_CONFIG, LOGGER],
      useFactory: lookAtHost,
    },
    {
      provide: CONTAINER_INSTANCE,
      inject: [HOST_ID, DATA_FOLDER],
      // With another database the same data folder has other sessions: another server.
      useFactory: (host: string, folder: DataFolder) =>
        instanceName(`${host} ${folder.kindClusters}`),
    },
  ],
  exports: [CONTAINER_HOST, CONTAINER_INSTANCE],
})
export class ContainerHostModule {}

/** What is wrong with the host stops the start: whoever asks for kind is told at once. */
async function lookAtHost(
  { clusters, containers }: AppConfig,
  logger: Logger,
): Promise<ContainerHost | undefined> {
  if (!clusters.includes('kind')) return undefined;
  const host = await findContainerHost({
    runner: new ExecaCommandRunner(containers.environment),
    engine: containers.engine,
    kind: containers.kind,
    readSysctl: (path) => readFile(path, 'utf8').catch(() => undefined),
  });
  const { info, kindVersion, warnings } = host;
  logger.info({ engine: info, kind: kindVersion }, 'clusters are made of containers');
  for (const warning of warnings) logger.warn(warning);
  return host;
}
