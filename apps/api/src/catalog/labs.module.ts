import { Global, Module } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { Labs } from './labs.js';
import { openLabs } from './open-labs.js';

@Global()
@Module({
  providers: [
    {
      provide: Labs,
      inject: [APP_CONFIG, LOGGER],
      useFactory: (config: AppConfig, logger: Logger) =>
        openLabs(config.labsFolder, logger, config.watchesLabs),
    },
  ],
  exports: [Labs],
})
export class LabsModule {}
