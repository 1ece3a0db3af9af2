import { type DynamicModule, Module } from '@nestjs/common';
import type { AppConfig } from './app-config.js';

/** Injects the {@link AppConfig}. */
export const APP_CONFIG = Symbol('AppConfig');

@Module({})
class ConfigModule {}

export function configModule(config: AppConfig): DynamicModule {
  return {
    module: ConfigModule,
    global: true,
    providers: [{ provide: APP_CONFIG, useValue: config }],
    exports: [APP_CONFIG],
  };
}
