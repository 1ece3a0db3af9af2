/** Prints the OpenAPI document without a running server: nothing is opened, nothing listens. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { appModule } from './app.module.js';
import { readAppConfig } from './config/app-config.js';
import { createLogger } from './log/logger.js';
import { createOpenApiDocument } from './openapi.js';

const app = await NestFactory.create(appModule(readAppConfig({}), createLogger('fatal')), {
  preview: true,
  logger: false,
  abortOnError: false,
});
process.stdout.write(`${JSON.stringify(createOpenApiDocument(app), null, 2)}\n`);
