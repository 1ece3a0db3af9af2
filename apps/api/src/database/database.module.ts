import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER } from '../data-folder/data-folder.module.js';
import { PrismaClient } from './generated/client.js';
import { type Database, openDatabase } from './open-database.js';

/** Injects the {@link Database}; repositories inject its PrismaClient. */
export const DATABASE = Symbol('Database');

@Global()
@Module({
  providers: [
    {
      provide: DATABASE,
      inject: [APP_CONFIG, DATA_FOLDER],
      useFactory: (config: AppConfig, folder: DataFolder) =>
        openDatabase({
          url: config.databaseUrl,
          folder: folder.database,
          migrationsFolder: config.migrationsFolder,
        }),
    },
    {
      provide: PrismaClient,
      inject: [DATABASE],
      useFactory: (database: Database) => database.prisma,
    },
  ],
  exports: [DATABASE, PrismaClient],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
