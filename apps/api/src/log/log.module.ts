import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Injects the {@link Logger}. */
export const LOGGER = Symbol('Logger');

@Module({})
class LogModule {}

export function logModule(logger: Logger): DynamicModule {
  return {
    module: LogModule,
    global: true,
    providers: [{ provide: LOGGER, useValue: logger }],
    exports: [LOGGER],
  };
}
