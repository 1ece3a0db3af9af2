import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { LabsModule } from './catalog/labs.module.js';
import { ClockModule } from './clock/clock.module.js';
import { ClustersModule } from './clusters/clusters.module.js';
import type { AppConfig } from './config/app-config.js';
import { configModule } from './config/config.module.js';
import { DataFolderModule } from './data-folder/data-folder.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { LabSessionsModule } from './lab-sessions/lab-sessions.module.js';
import { logModule } from './log/log.module.js';
import type { Logger } from './log/logger.js';
import { OperationsModule } from './operator/operations.module.js';
import { WebModule } from './web/web.module.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

@Module({})
class AppModule {}

/** The application: what it stands on first, then what it does; the pages catch every other path. */
export function appModule(config: AppConfig, logger: Logger): DynamicModule {
  return {
    module: AppModule,
    imports: [
      configModule(config),
      logModule(logger),
      ClockModule,
      OperationsModule,
      DataFolderModule,
      DatabaseModule,
      LabsModule,
      ClustersModule,
      WorkspacesModule,
      HttpModule,
      AuthModule,
      HealthModule,
      LabSessionsModule,
      WebModule,
    ],
  };
}
