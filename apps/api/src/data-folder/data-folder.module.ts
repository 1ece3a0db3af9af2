import { Global, Module } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { dataFolderAt, readHostId } from './data-folder.js';

/** Injects the {@link import('./data-folder.js').DataFolder}. */
export const DATA_FOLDER = Symbol('DataFolder');
/** Injects the name of this data folder among servers that share a database. */
export const HOST_ID = Symbol('HostId');

@Global()
@Module({
  providers: [
    {
      provide: DATA_FOLDER,
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => dataFolderAt(config.home, config.databaseUrl),
    },
    { provide: HOST_ID, inject: [DATA_FOLDER], useFactory: readHostId },
  ],
  exports: [DATA_FOLDER, HOST_ID],
})
export class DataFolderModule {}
